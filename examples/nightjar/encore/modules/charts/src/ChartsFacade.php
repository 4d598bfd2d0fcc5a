<?php

declare(strict_types=1);

namespace Nightjar\Encore\Charts;

use Nightjar\Encore\Frame\Facade;

final class ChartsFacade implements Facade
{
    private const LEAST_LISTENERS = 50;

    public function module(): string
    {
        return 'charts';
    }

    /** Small audiences get no chart: it would say who listens to what. */
    public function mayPublish(int $listeners): bool
    {
        return $listeners >= self::LEAST_LISTENERS;
    }
}

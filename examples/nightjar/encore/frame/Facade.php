<?php

declare(strict_types=1);

namespace Nightjar\Encore\Frame;

/** The one class of a module that other modules may call. */
interface Facade
{
    /** Name of the module, as its folder is called. */
    public function module(): string;
}

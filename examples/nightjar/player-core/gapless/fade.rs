/// Equal-power crossfade: the sum stays as loud as either side.
pub fn crossfade(tail: &[f32], head: &[f32]) -> Vec<f32> {
    let length = tail.len().min(head.len());
    (0..length)
        .map(|index| {
            let progress = index as f32 / length as f32;
            let angle = progress * std::f32::consts::FRAC_PI_2;
            tail[index] * angle.cos() + head[index] * angle.sin()
        })
        .collect()
}

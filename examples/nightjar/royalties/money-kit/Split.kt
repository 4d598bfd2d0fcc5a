package example.nightjar.money

/**
 * Divides [amount] (in the smallest unit) by [shares] so that the parts add up to it exactly.
 * What rounding leaves over goes to the largest remainders, ties to the earlier share.
 */
fun split(amount: Long, shares: List<Long>): List<Long> {
    val total = shares.sum()
    require(total > 0) { "shares must add up to more than nothing" }
    val parts = shares.map { amount * it / total }.toMutableList()
    val byRemainder = shares.indices.sortedByDescending { amount * shares[it] % total }
    var left = amount - parts.sum()
    for (index in byRemainder) {
        if (left == 0L) break
        parts[index]++
        left--
    }
    return parts
}

"""Deciding without policies: finite choices, numbers, sums; whether there are values, and whether some leave nobody any."""

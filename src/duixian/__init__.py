"""duixian 兑现: turns what a government said into what it did."""

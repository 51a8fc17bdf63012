"""What a soak is made of: a camera whose time is simulated, the two coaches, and a watch over them."""

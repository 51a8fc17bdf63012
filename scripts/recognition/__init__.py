"""Learning to recognise exercises, and measuring how well it goes."""

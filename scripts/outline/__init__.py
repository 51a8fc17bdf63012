"""What the body's outline and the motion of the picture tell of the pelvis on the floor, at their best."""

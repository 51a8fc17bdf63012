"""A small model that reads the pelvis of somebody on the floor: its pictures, its training, its figures."""

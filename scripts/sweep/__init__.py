"""The observability map: from where the camera shows a fault, measured on rendered people."""

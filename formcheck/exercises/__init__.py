"""One declaration a file; everything else is generated from the discovered set."""

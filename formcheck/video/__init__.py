"""Clips and cameras in, annotated clips out: the only place that knows containers and codecs."""

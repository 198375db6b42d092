"""The commands of `solieu`, one function each, registered in `pipeline.cli`."""

"""What does heavy work for the rooms above: solvers, and one function mapped over many tasks."""

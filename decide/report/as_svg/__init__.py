"""Results as pictures, for documents: matplotlib draws them, the extra `charts` installs it."""

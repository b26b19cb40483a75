"""Documents: uploaded, kept as they came, read, shown with their figures and promises, corrected on top."""

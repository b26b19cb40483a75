"""Lets ``python -m duixian`` be the command ``duixian``."""

from duixian.cli import main

if __name__ == "__main__":
    main(prog_name="duixian")

"""The screens: home, review, and what opens over them."""

"""Eras, ages, partial dates, names and kana, as Japanese law and offices write them."""

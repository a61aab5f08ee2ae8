"""Who stands at the counter: challenges, what a card proves, 対面確認, and for how long a visit may count on it."""

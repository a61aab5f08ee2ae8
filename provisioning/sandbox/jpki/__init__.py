"""A practice 公的個人認証: authorities that only a practice village trusts, and the certificates on its cards."""

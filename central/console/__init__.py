"""The shell the pages hang in: layout, navigation, static files, middleware, the one live channel."""

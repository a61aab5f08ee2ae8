"""The change channel of identity; the ids it carries are those of requests for 対面確認."""

FACE_TO_FACE = "face-to-face"

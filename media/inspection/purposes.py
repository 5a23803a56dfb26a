"""The closed list of purposes, what each accepts, and how large it may be."""

from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError

MIB = 2**20


class Purpose(StrEnum):
    PICTURE = "picture"
    DOCUMENT = "document"
    VIDEO = "video"


EXTENSIONS: dict[Purpose, tuple[str, ...]] = {
    Purpose.PICTURE: ("jpg", "jpeg", "png", "webp", "gif"),
    Purpose.DOCUMENT: ("pdf", "docx", "pptx", "xlsx", "txt"),
    Purpose.VIDEO: ("mp4", "m4v", "mov", "webm"),
}


class Limits:
    """Read at use, so that a setting (or a test) can change them."""

    # An Office file: more parts than any real one, and what a bomb would need.
    office_entries = 10_000
    office_directory_bytes = 4 * MIB
    office_part_bytes = 4 * MIB  # of a part that is parsed
    office_ratio = 200
    office_ratio_from = 8 * MIB  # small files of blank paper compress far better

    # An honest video has a handful at the top and a few dozen in its moov.
    boxes = 10_000

    @staticmethod
    def bytes_of(purpose: Purpose) -> int:
        # Wagtail's own settings where it has them: its forms and ours must not differ.
        name, default = {
            Purpose.PICTURE: ("WAGTAILIMAGES_MAX_UPLOAD_SIZE", 20 * MIB),
            Purpose.DOCUMENT: ("WAGTAILDOCS_MAX_UPLOAD_SIZE", 50 * MIB),
            Purpose.VIDEO: ("MEDIA_MAX_VIDEO_BYTES", 4096 * MIB),
        }[purpose]
        return int(getattr(settings, name, None) or default)

    @staticmethod
    def office_expanded_bytes() -> int:
        return int(getattr(settings, "MEDIA_MAX_EXPANDED_BYTES", 400 * MIB))

    # A larger JPEG is decoded at half its width (or less), which costs a quarter of the
    # memory; no screen shows what is lost. Other formats cannot, so they end earlier.
    kept_pixels = 16_000_000
    # WebP's encoder needs most memory of all.
    other_pixels: ClassVar = {"png": 25_000_000, "webp": 12_000_000, "gif": 12_000_000}

    @classmethod
    def pixels(cls, extension: str) -> int:
        # A phone's 50-megapixel picture still passes.
        most = int(getattr(settings, "WAGTAILIMAGES_MAX_IMAGE_PIXELS", None) or 52_000_000)
        return min(most, cls.other_pixels.get(extension, most))


def refusal(code: str, message: str) -> ValidationError:
    return ValidationError(message, code=code)

"""What the counter refuses, and why."""

from archive.kernel.errors import N_, InvalidInputError, NotFoundError


class PhotoTooLargeError(InvalidInputError):
    """A photograph is for knowing a thing again, not for digitizing it."""

    code = "photo-too-large"
    status = 413
    sentence = N_(
        "这张照片超过 %(limit)s MB，没有保存。请把相机的分辨率调低再拍；要存高清图像请用数字化站。"
    )


class PhotoUnreadableError(InvalidInputError):
    """It is no photograph that we can show."""

    code = "photo-unreadable"
    sentence = N_(
        "无法读取这张照片，没有保存。请用 JPEG 格式重拍（苹果手机：设置—相机—格式—兼容性最佳）。"
    )


class PhotoEmptyError(InvalidInputError):
    """Nothing came."""

    code = "photo-empty"
    sentence = N_("照片是空的，可能没有传完，请重拍。")


class PhotoNotFoundError(NotFoundError):
    """No photograph has these bytes."""

    code = "photo-not-found"
    sentence = N_("找不到这张照片。")


class PhotoUnknownError(InvalidInputError):
    """A form names a photograph that was never taken here."""

    code = "photo-unknown"
    sentence = N_("这一行的照片没有传上来，请重拍。")

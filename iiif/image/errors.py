"""What an image request can be refused for."""

from archive.kernel.errors import (
    N_,
    AppError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    NotSignedInError,
    WithdrawnError,
)


class ImageRequestError(InvalidInputError):
    """A part of the address cannot be understood; ``value`` is what it says."""

    code = "image-request-invalid"
    status = 400
    sentence = N_("图像地址“%(value)s”无效，请对照 IIIF Image API 检查。")


class RegionInvalidError(ImageRequestError):
    """The region is malformed, empty or outside the image."""

    code = "image-region-invalid"
    sentence = N_("图像区域“%(value)s”无效，或不在图像范围之内。")


class SizeInvalidError(ImageRequestError):
    """The size is malformed, empty or enlarges without saying so."""

    code = "image-size-invalid"
    sentence = N_("图像尺寸“%(value)s”无效；3.0 版放大须在前面加 ^。")


class SizeTooLargeError(ImageRequestError):
    """The size is larger than info.json says is served."""

    code = "image-size-too-large"
    sentence = N_("图像尺寸“%(value)s”超出上限，请改用 max 或较小的尺寸。")


class RotationInvalidError(ImageRequestError):
    """The rotation is no number from 0 to 360."""

    code = "image-rotation-invalid"
    sentence = N_("旋转角度“%(value)s”无效，应为 0 至 360，镜像时前面加 !。")


class QualityInvalidError(ImageRequestError):
    """There is no such quality."""

    code = "image-quality-invalid"
    sentence = N_("图像品质“%(value)s”无效，可用 default、color、gray、bitonal。")


class FormatInvalidError(ImageRequestError):
    """There is no such format."""

    code = "image-format-invalid"
    sentence = N_("图像格式“%(value)s”无效，可用 jpg、png、webp、tif、gif。")


class FormatNotServedError(AppError):
    """The Image API knows the format; this server does not make it."""

    code = "image-format-not-served"
    status = 501
    sentence = N_("本站不提供“%(value)s”格式，可用 jpg、png、webp、tif、gif。")


class ImageNotFoundError(NotFoundError):
    """There is no such image."""

    code = "image-not-found"
    sentence = N_("找不到图像“%(value)s”。")


class ImageForbiddenError(ForbiddenError):
    """The visitor may not see this image."""

    code = "image-forbidden"
    sentence = N_("这幅图像不对外公开；如需查阅，请到馆或向本馆申请。")


class SizeForbiddenError(ForbiddenError):
    """The visitor may see this image, but not at this size."""

    code = "image-size-forbidden"
    sentence = N_("这幅图像对外只提供较小的尺寸；如需原大，请到馆或向本馆申请。")


class MethodNotServedError(AppError):
    """Images are only read."""

    code = "method-not-allowed"
    status = 405
    sentence = N_("图像地址只能读取。")


class PyramidUnreadableError(AppError):
    """The file of an image is missing, cut short or damaged."""

    code = "pyramid-unreadable"
    status = 500
    sentence = N_("这幅图像的浏览文件已损坏，请告诉管理员重新生成。")


class RendererBusyError(AppError):
    """Too many pictures are being made; ``seconds`` until it is worth asking again."""

    code = "renderer-busy"
    status = 503
    sentence = N_("正在处理的图像太多，请在 %(seconds)s 秒后再试。")


def refusal_for(status: int, identifier: str) -> AppError:
    """Return the error that tells a visitor an image is refused with ``status``."""
    if status == 404:
        return ImageNotFoundError(value=identifier)
    kinds: dict[int, type[AppError]] = {401: NotSignedInError, 410: WithdrawnError}
    return kinds.get(status, ImageForbiddenError)()

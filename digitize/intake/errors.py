"""What the intake refuses, each in words that name the file."""

from archive.kernel.errors import (
    N_,
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    StepError,
)


class BatchNotFoundError(NotFoundError):
    """There is no such batch."""

    code = "batch-not-found"
    sentence = N_("找不到这一批扫描件。")


class BatchClosedError(ConflictError):
    """The batch was approved and takes no more scans."""

    code = "batch-closed"
    sentence = N_("这一批已经核准，不能再改动；需要补扫时，请为这一册另开一批。")


class CopyingForbiddenError(ConflictError):
    """The donor gave no right to copy, and a scan is a copy."""

    code = "copying-forbidden"
    sentence = N_(
        "捐赠 %(donation)s 的协议第 %(version)s 版没有给予复制权，“%(title)s”不能扫描；"
        "捐赠人同意的，请先签订新的一版协议。"
    )


class BatchNotReadyError(ConflictError):
    """Some pages of the batch are not ready yet."""

    code = "batch-not-ready"
    sentence = N_(
        "还有 %(count)s 页没有完成，不能核准：请等待处理结束，重试失败的页，或把它设为不收入。"
    )


class BatchEmptyError(ConflictError):
    """The batch has no page to publish."""

    code = "batch-empty"
    sentence = N_("这一批没有可以收入的页，不能核准。")


class EmptyFileError(InvalidInputError):
    """The file holds nothing."""

    code = "empty-file"
    sentence = N_("“%(name)s”是空文件，没有内容；请重新导出或重新扫描后再上传。")


class NotAnImageError(InvalidInputError):
    """The file's content is of no kind that we take, whatever its name says."""

    code = "not-an-image"
    sentence = N_("“%(name)s”不是图像文件，没有收下；可以上传 TIFF、JPEG、PNG 或 JPEG 2000。")


class TooManyPixelsError(InvalidInputError):
    """The image is larger than we decode."""

    code = "too-many-pixels"
    sentence = N_(
        "“%(name)s”有 %(width)s×%(height)s 像素，超过上限 %(limit)s 像素，没有收下；"
        "请降低扫描分辨率，或请管理员调高上限。"
    )


class TooLargeError(InvalidInputError):
    """The file has more bytes than we take."""

    code = "too-large"
    status = 413
    sentence = N_("“%(name)s”超过单个文件的上限 %(limit)s MB，没有收下；请压缩后再上传。")


class ManyPicturesError(InvalidInputError):
    """The file holds several pictures, of which all but the first would be lost."""

    code = "many-pictures"
    sentence = N_("“%(name)s”里有 %(count)s 幅图像，没有收下；请拆成每页一个文件后再上传。")


class TooHeavyError(StepError):
    """Decoding the image takes more memory or time than it may."""

    code = "too-heavy"
    status = 422
    sentence = N_("检查“%(name)s”需要的内存或时间超过上限，没有收下；请另存为普通格式后再上传。")


class FolderNotAllowedError(ForbiddenError):
    """The folder is not below one of the folders that may be imported from."""

    code = "folder-not-allowed"
    sentence = N_("不能从“%(folder)s”导入：它不在管理员允许的目录之内，或者不存在。")


class FolderEmptyError(InvalidInputError):
    """The folder holds no file with an image's name."""

    code = "folder-empty"
    sentence = N_("“%(folder)s”里没有图像文件（TIFF、JPEG、PNG、JPEG 2000）。")

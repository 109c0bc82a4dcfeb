"""What a site may set, each by an environment variable ``FANGZHI_<NAME>``."""

from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from archive.kernel.errors import N_, AppError

CHECKOUT = Path(__file__).resolve().parents[2]


class Settings(BaseSettings):
    """The settings of one archive. Every default suits a single server of two cores."""

    # An empty variable is one that is not set: so systemd and docker write it.
    model_config = SettingsConfigDict(env_prefix="FANGZHI_", extra="ignore", env_ignore_empty=True)

    data_dir: Path = Field(
        default=Path("var/archive"), description="数据目录：数据库、原始图像、派生图像与单据"
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="数据库地址；默认为数据目录中的 SQLite，可用 postgresql+psycopg://…",
    )
    base_url: str = Field(
        default="http://127.0.0.1:8000", description="对外网址，写入 IIIF 与单据；末尾斜线可有可无"
    )
    trusted_proxies: Annotated[list[str], NoDecode] = Field(
        default_factory=list,
        description="反向代理的地址，以逗号分隔；只有它们所说的 X-Forwarded-For 与 -Proto 才算数",
    )
    library_name: str = Field(default="醴陵市图书馆", description="馆名，用于页眉与单据")
    library_address: str = Field(default="", description="馆址，用于函件")
    library_phone: str = Field(default="", description="本馆联系电话，用于函件")
    development: bool = Field(default=False, description="开发模式：显示 /style 页")
    vendor_dir: Path = Field(default=CHECKOUT / "vendor", description="前端文件目录")
    session_days: int = Field(default=7, ge=1, description="登录保持的天数")
    upload_max_bytes: int = Field(
        default=2_000_000_000, ge=1, description="单个上传文件的最大字节数"
    )
    import_dirs: Annotated[list[Path], NoDecode] = Field(
        default_factory=list, description="操作员可以按文件夹导入的服务器目录，以冒号分隔"
    )
    image_max_pixels: int = Field(
        default=400_000_000, ge=1, description="单幅图像的最大像素数，超过则拒收"
    )
    step_timeout_s: int = Field(default=300, ge=1, description="一个处理步骤的最长秒数")
    step_memory_bytes: int = Field(
        default=4_000_000_000, ge=1, description="一个处理步骤的内存上限（字节）"
    )
    worker_count: int = Field(default=2, ge=1, description="同时处理的页数")
    ocr_engine: str = Field(default="tesseract", description="文字识别引擎")
    backup_dir: Path | None = Field(
        default=None, description="备份目录，应在另一块磁盘上；设了就每夜备份一次"
    )
    backup_hour: int = Field(default=2, ge=0, le=23, description="每夜备份从几点开始（馆内时间）")
    backup_derivatives: bool = Field(
        default=True, description="备份是否包括阅览图；不包括的，恢复后要重新处理每一页"
    )
    backup_keep_daily: int = Field(default=7, ge=1, description="备份保留最近多少天，每天一份")
    backup_keep_weekly: int = Field(default=5, ge=0, description="备份保留最近多少周，每周一份")
    backup_keep_monthly: int = Field(default=12, ge=0, description="备份保留最近多少月，每月一份")
    sweep_seconds: int = Field(default=20, ge=1, description="检查遗留任务的间隔（秒）")

    @field_validator("base_url")
    @classmethod
    def _without_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @field_validator("import_dirs", mode="before")
    @classmethod
    def _split_as_path(cls, value: object) -> object:
        return [part for part in value.split(":") if part] if isinstance(value, str) else value

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _split_at_commas(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return [part.strip() for part in value.split(",") if part.strip()]

    @cached_property
    def url(self) -> str:
        """The SQLAlchemy URL of the database."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{(self.data_dir / 'fangzhi.db').resolve()}"


class InvalidSettingsError(AppError):
    """The environment sets something to a value that it cannot have."""

    code = "invalid-settings"
    exit_code = 2
    sentence = N_("设置有误：%(settings)s。请改正这些环境变量后再启动。")


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        InvalidSettingsError: a variable has a value of the wrong kind; the values are not told,
            since one of them is a password.
    """
    try:
        return Settings()
    except ValidationError as error:
        names = sorted({f"FANGZHI_{problem['loc'][0]}".upper() for problem in error.errors()})
        raise InvalidSettingsError(settings="、".join(names)) from None

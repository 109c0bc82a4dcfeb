"""What can go wrong with backups, and what to do about it."""

from archive.kernel.errors import N_, AppError, ConflictError, InvalidInputError, NotFoundError


class BackupNotSetUpError(AppError):
    """Nobody has said where backups go."""

    code = "backup-not-set-up"
    status = 409
    exit_code = 2
    sentence = N_("还没有设置备份目录。请由管理员设置 FANGZHI_BACKUP_DIR，指向另一块磁盘上的目录。")


class BackupFolderMissingError(AppError):
    """The folder is not there; it is never made, for its disk may not be mounted."""

    code = "backup-folder-missing"
    exit_code = 3
    sentence = N_(
        "备份目录 %(folder)s 不存在：磁盘可能没有挂上。若是第一次使用，请先建立这个目录。"
    )


class BackupFolderUnwritableError(AppError):
    """The folder cannot be written to."""

    code = "backup-folder-unwritable"
    exit_code = 3
    sentence = N_("备份目录 %(folder)s 无法写入（%(reason)s），请检查权限与磁盘。")


class BackupFolderEmptiedError(AppError):
    """Backups were kept here and are gone: most likely another disk is mounted, or none."""

    code = "backup-folder-emptied"
    exit_code = 3
    sentence = N_(
        "备份目录 %(folder)s 中找不到以前的备份：磁盘可能没有挂上。"
        "若确要在空目录中重新开始，请在服务器上执行一次 fangzhi backup --to %(folder)s。"
    )


class BackupInsideArchiveError(InvalidInputError):
    """A backup that lies within what it saves would be lost with it."""

    code = "backup-inside-archive"
    sentence = N_("备份目录 %(folder)s 在数据目录之内，会与数据一同丢失；请选另一块磁盘上的目录。")


class BackupRunningError(ConflictError):
    """Another backup is being made in the same folder."""

    code = "backup-running"
    exit_code = 4
    sentence = N_("正在做另一次备份，请等它完成后再试。")


class BackupDiskFullError(AppError):
    """The disk of the backups is full."""

    code = "backup-disk-full"
    status = 507
    exit_code = 4
    sentence = N_(
        "备份目录 %(folder)s 所在的磁盘已满，这次备份没有做成；以前的备份没有改动。"
        "请清出空间或换更大的磁盘。"
    )


class BackupInterruptedError(AppError):
    """The process that made the backup ended before it was done."""

    code = "backup-interrupted"
    exit_code = 4
    sentence = N_("备份进行到一半时程序停止了，没有做成；以前的备份没有改动。")


class BackupFailedError(AppError):
    """Making the backup failed in a way that has no sentence of its own."""

    code = "backup-failed"
    exit_code = 4
    sentence = N_("备份没有做成：%(reason)s。以前的备份没有改动。")


class DatabaseUnreadableError(AppError):
    """The database cannot be copied, or its copy is not sound."""

    code = "database-unreadable"
    exit_code = 5
    sentence = N_(
        "无法从数据库做出完好的备份（%(reason)s）。请保留最近一次完好的备份，并检查磁盘。"
    )


class BackupNotFoundError(NotFoundError):
    """There is no backup of that name, or none at all."""

    code = "backup-not-found"
    exit_code = 2
    sentence = N_("在 %(place)s 没有找到备份，请核对目录。")


class BackupDamagedError(AppError):
    """A backup's own description or its database is not as it was written."""

    code = "backup-damaged"
    exit_code = 4
    sentence = N_("备份 %(name)s 已损坏（%(reason)s），请改用另一次备份。")


class BackupFilesMissingError(AppError):
    """Some stored files that a backup lists are absent or damaged."""

    code = "backup-files-missing"
    exit_code = 4
    sentence = N_(
        "备份 %(name)s 中有 %(count)s 个文件缺失或损坏。请改用另一次备份；"
        "若只能用这一次，请加 --incomplete，恢复其余的文件。"
    )


class RestoreRefusedError(ConflictError):
    """Something is already where the archive was to be restored."""

    code = "restore-refused"
    exit_code = 2
    sentence = N_("%(place)s 不是空的，没有恢复，也没有改动。请换一个新的目录。")


class ArchiveRunningError(ConflictError):
    """What is to be moved aside is being worked on: what people enter now would be lost."""

    code = "archive-running"
    sentence = N_(
        "方志正在 %(place)s 上运行，没有恢复，也没有改动。请先停止网站与后台任务，再恢复一次。"
    )


class RestoreIntoBackupError(InvalidInputError):
    """The place that is to be restored into is the backup itself, or around or within it."""

    code = "restore-into-backup"
    sentence = N_("%(place)s 与备份目录重叠，恢复会动到备份。请换一个目录。")


class DatabaseNotEmptyError(ConflictError):
    """The database that was to receive a backup has tables."""

    code = "database-not-empty"
    exit_code = 2
    sentence = N_(
        "FANGZHI_DATABASE_URL 所指的数据库不是空的，没有恢复，也没有改动。请新建一个空的数据库。"
    )


class WrongEngineError(InvalidInputError):
    """The backup is of another kind of database than the one it was to go into."""

    code = "wrong-engine"
    sentence = N_(
        "这份备份来自 %(engine)s 数据库，与现在的设置不符；请相应更改 FANGZHI_DATABASE_URL。"
    )


class BackupTooNewError(ConflictError):
    """The backup was made by a newer version of the program."""

    code = "backup-too-new"
    exit_code = 2
    sentence = N_("备份 %(name)s 由更新的版本做成（%(revision)s），请先升级程序再恢复。")


class RestoreFailedError(AppError):
    """A restore ended early; nothing was put in place."""

    code = "restore-failed"
    exit_code = 5
    sentence = N_("恢复没有完成：%(reason)s。没有启用任何内容，原有的数据没有改动。")


class BackupFolderChangedError(AppError):
    """The folder of a backup that waited is not the library's any more."""

    code = "backup-folder-changed"
    sentence = N_("这次备份等待期间，备份文件夹改到了别处，所以没有做；请重新备份。")

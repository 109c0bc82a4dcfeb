"""What the registers refuse, and why."""

from archive.kernel.errors import N_, ConflictError, InvalidInputError, NotFoundError


class BatchNotFoundError(NotFoundError):
    """No batch of accession has this identifier."""

    code = "accession-batch-not-found"
    sentence = N_("总括登记簿中没有这一笔，请核对编号。")


class DonationRegisteredError(ConflictError):
    """The donation already stands in the registers."""

    code = "donation-registered"
    sentence = N_("这笔捐赠已登记入藏（总括登记 %(number)s），不能再登记一次。")


class VolumesMissingError(InvalidInputError):
    """A holding consists of at least one volume."""

    code = "volumes-missing"
    sentence = N_("册数要在 1 到 %(most)s 之间。")


class LabelsDoNotMatchError(InvalidInputError):
    """Labels and volumes are not of one number."""

    code = "labels-do-not-match"
    sentence = N_("册名有 %(labels)s 行，册数是 %(volumes)s：请每册一行，或全部留空。")

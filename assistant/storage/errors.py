"""The one error of the storage, and how the reasons of the system are told in French."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from criteria.errors import EligoError


class EligoStorageError(EligoError):
    """The journal could not be read or written. The message is one French sentence."""


_SYSTEM = {
    errno.EACCES: "l'accès est refusé",
    errno.EPERM: "l'accès est refusé",
    errno.EROFS: "le disque est en lecture seule",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "le quota de disque est dépassé",
    errno.ENOTDIR: "un élément du chemin n'est pas un dossier",
    errno.EEXIST: "un fichier porte déjà ce nom",
    errno.EISDIR: "un dossier porte déjà ce nom",
}

_DATABASE = {
    sqlite3.SQLITE_BUSY: "une autre fenêtre d'Eligo l'occupe ; réessayez",
    sqlite3.SQLITE_LOCKED: "une autre fenêtre d'Eligo l'occupe ; réessayez",
    sqlite3.SQLITE_FULL: "le disque est plein",
    sqlite3.SQLITE_READONLY: "il est en lecture seule",
    sqlite3.SQLITE_CANTOPEN: "il ne peut pas être ouvert",
    sqlite3.SQLITE_PERM: "l'accès est refusé",
    sqlite3.SQLITE_IOERR: "le disque ne répond pas correctement",
    sqlite3.SQLITE_NOTADB: "ce n'est pas un journal d'Eligo",
    sqlite3.SQLITE_CORRUPT: "il est abîmé ; restaurez-le depuis une sauvegarde",
}


def storage_error(path: Path, error: OSError | sqlite3.Error) -> EligoStorageError:
    """The French sentence for a failure of the system or of the database on ``path``."""
    if isinstance(error, OSError):
        reason = _SYSTEM.get(error.errno or 0, "le système refuse cette opération")
    else:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        reason = _DATABASE.get(code, "la base de données refuse cette opération")
    return EligoStorageError(f"Journal « {path} » : {reason}.")

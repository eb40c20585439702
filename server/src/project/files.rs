//! Reading source files from the disk.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use ra_ap_paths::{AbsPath, AbsPathBuf, Utf8PathBuf};
use ra_ap_syntax::{
    AstNode, AstToken, SourceFile,
    ast::{self, HasAttrs, HasName},
};
use rustc_hash::FxHashSet;
use walkdir::WalkDir;

use super::{error::ProjectError, nesting};

/// The byte order mark that an editor may put in front of a file.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A character that takes as many bytes as the mark and is white space to the lexer, which the mark is
/// not: it keeps the offsets of what follows.
const BLANK: char = '\u{2028}';

/// The path from the root, without `.` and `..`; symbolic links stay.
///
/// # Errors
/// [`ProjectError::PathNotUtf8`], or [`ProjectError::Unreadable`] without a current directory.
pub(super) fn absolute(path: &Path) -> Result<AbsPathBuf, ProjectError> {
    let full = std::path::absolute(path)
        .map_err(|error| ProjectError::Unreadable(path.to_owned(), error))?;
    let text = Utf8PathBuf::from_path_buf(full).map_err(ProjectError::PathNotUtf8)?;
    AbsPathBuf::try_from(text)
        .map(|path| path.normalize())
        .map_err(|path| ProjectError::PathNotUtf8(path.into()))
}

/// Longest text that is analysed, in bytes: no source that somebody wrote comes near it.
const LONGEST: usize = 16 << 20;

/// Most entries of a directory that are looked at, with those of the directories in it. No workspace comes
/// near it; a link that leads out of one may.
const MOST_ENTRIES: usize = 200_000;

/// What reading a file gives.
pub(super) enum Content {
    /// Its text, ready for the database.
    Text(Text),
    /// It is not UTF-8.
    NotUtf8,
    /// It is longer than what is analysed.
    TooLong,
}

/// Why a text is not analysed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeftOut {
    /// It is nested too deeply.
    TooDeep,
    /// It is too long.
    TooLong,
}

/// A file's text, ready for the database.
pub(super) struct Text {
    /// What the database is to hold.
    pub(super) text: String,
    /// What the file says, where that differs: a byte order mark in front is replaced by white space
    /// of the same length, and a text that is not analysed by none.
    pub(super) original: Option<String>,
    /// Why it is not analysed.
    pub(super) left_out: Option<LeftOut>,
}

impl Text {
    /// Looks at what may not go into the database as it is.
    pub(super) fn new(text: String) -> Text {
        let left_out = if text.len() > LONGEST {
            Some(LeftOut::TooLong)
        } else {
            nesting::is_excessive(&text).then_some(LeftOut::TooDeep)
        };
        if left_out.is_some() {
            return Text {
                text: String::new(),
                original: Some(text),
                left_out,
            };
        }
        match text.strip_prefix(BYTE_ORDER_MARK) {
            Some(rest) => Text {
                text: format!("{BLANK}{rest}"),
                original: Some(text),
                left_out: None,
            },
            None => Text {
                text,
                original: None,
                left_out: None,
            },
        }
    }
}

/// Reads a file.
///
/// # Errors
/// Those of [`fs::read`], and [`io::ErrorKind::InvalidInput`] for what is no regular file.
pub(super) fn read(path: &Path) -> io::Result<Content> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        let error = "is no regular file";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, error));
    }
    if metadata.len() > LONGEST as u64 {
        return Ok(Content::TooLong);
    }
    Ok(match String::from_utf8(fs::read(path)?) {
        Ok(text) => Content::Text(Text::new(text)),
        Err(_) => Content::NotUtf8,
    })
}

/// The Rust files below `directory`, in order of path, with those of `skip` and what no source lies in
/// left out: hidden directories, Cargo's output, and links to a directory around.
pub(super) fn rust_files<'a>(
    directory: &Path,
    skip: &'a FxHashSet<PathBuf>,
) -> impl Iterator<Item = PathBuf> + use<'a> {
    WalkDir::new(directory)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| {
            let hidden = entry.depth() > 0 && entry.file_name().as_encoded_bytes()[0] == b'.';
            let ignored = entry.file_type().is_dir()
                && (skip.contains(entry.path())
                    || entry.path().join("CACHEDIR.TAG").is_file()
                    || leads_out(entry));
            entry.depth() == 0 || !(hidden || ignored)
        })
        .take(MOST_ENTRIES)
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
}

/// Whether a link leads to a directory that contains it: everything there would be found once more.
fn leads_out(entry: &walkdir::DirEntry) -> bool {
    let contains = || {
        let target = fs::canonicalize(entry.path()).ok()?;
        let place = fs::canonicalize(entry.path().parent()?).ok()?;
        Some(place.starts_with(target))
    };
    entry.path_is_symlink() && contains().unwrap_or(true)
}

/// Where the files of the `mod name;` items in a file may lie, of those that are `enabled` and in none that is not.
/// `root` files look beside themselves, others below a directory of their own name (Reference, "Module source
/// filenames").
pub(super) fn module_files(
    path: &AbsPath,
    tree: &SourceFile,
    root: bool,
    enabled: impl Fn(&ast::Module) -> bool,
) -> Vec<AbsPathBuf> {
    let Some(directory) = path.parent() else {
        return Vec::new();
    };
    let own = match path.file_stem() {
        Some(stem) if !root && stem != "mod" => directory.join(stem),
        _ => directory.to_path_buf(),
    };
    let mut files = Vec::new();
    let mut inline = vec![(tree.syntax().clone(), own, true)];
    while let Some((items, own, outermost)) = inline.pop() {
        for module in items.children().filter_map(ast::Module::cast) {
            let Some(name) = module.name().filter(|_| enabled(&module)) else {
                continue;
            };
            let name = name.text().trim_start_matches("r#").to_owned();
            if let Some(items) = module.item_list() {
                inline.push((items.syntax().clone(), own.join(name), false));
            } else if let Some(written) = path_attribute(&module) {
                let base = if outermost { directory } else { &own };
                files.push(base.join(written).normalize());
            } else {
                files.push(own.join(format!("{name}.rs")));
                files.push(own.join(name).join("mod.rs"));
            }
        }
    }
    files
}

/// `#[path = "…"]`.
fn path_attribute(module: &ast::Module) -> Option<String> {
    let attribute = module
        .attrs()
        .find(|it| it.path().is_some_and(|it| it.to_string() == "path"))?;
    attribute
        .syntax()
        .descendants_with_tokens()
        .find_map(|element| {
            ast::String::cast(element.into_token()?)?
                .value()
                .ok()
                .map(|text| text.into_owned())
        })
}

//! What has to be known about the compiler: its sysroot, the target's `cfg`s and data layout.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use ra_ap_base_db::{
    Version,
    target::{Arch, TargetData},
};
use ra_ap_cfg::CfgAtom;
use ra_ap_intern::Symbol;
use ra_ap_toolchain::{NO_RUSTUP_AUTO_INSTALL_ENV, Tool};

/// A compiler, or what is assumed where none was asked.
#[derive(Debug, Clone)]
pub(super) struct Toolchain {
    /// Directory that holds `bin`, `lib`, …
    pub(super) sysroot: Option<PathBuf>,
    /// Version of rustc.
    pub(super) version: Option<Version>,
    /// Target triple that rustc compiles for.
    pub(super) host: Option<String>,
    /// `cfg`s of the target as `rustc --print cfg` prints them.
    pub(super) cfgs: Vec<String>,
}

impl Toolchain {
    /// The target this program was built for; no process is started.
    pub(super) fn assumed() -> Toolchain {
        Toolchain {
            sysroot: sysroot_without_process(),
            version: None,
            host: None,
            cfgs: assumed_cfgs(),
        }
    }

    /// Asks the compiler that is in effect in `directory`. A directory's `rust-toolchain.toml` may name
    /// any program as the compiler, so pass the package's directory only if its programs may run.
    pub(super) fn ask(directory: &Path) -> Toolchain {
        let assumed = Toolchain::assumed();
        let printed = rustc(directory, &["--print", "sysroot", "--print", "cfg"]);
        let mut lines = printed
            .as_deref()
            .unwrap_or_default()
            .lines()
            .map(str::to_owned);
        let sysroot = lines.next().map(PathBuf::from).or(assumed.sysroot);
        let cfgs: Vec<String> = lines.collect();
        let verbose = rustc(directory, &["-vV"]).unwrap_or_default();
        let field = |name: &str| verbose.lines().find_map(|line| line.strip_prefix(name));
        Toolchain {
            sysroot,
            version: field("release: ").and_then(|text| Version::parse(text).ok()),
            host: field("host: ").map(str::to_owned),
            cfgs: if cfgs.is_empty() { assumed.cfgs } else { cfgs },
        }
    }

    /// The target's `cfg`s as rust-analyzer wants them, with the unstable ones that the standard
    /// library asks for.
    pub(super) fn cfg_atoms(&self) -> Vec<CfgAtom> {
        let unstable = ["8", "16", "32", "64", "128", "ptr"]
            .iter()
            .flat_map(|width| {
                [
                    format!("target_has_atomic_equal_alignment=\"{width}\""),
                    format!("target_has_atomic_load_store=\"{width}\""),
                ]
            });
        let flags = [
            "target_has_atomic",
            "target_has_atomic_load_store",
            "target_thread_local",
        ];
        self.cfgs
            .iter()
            .cloned()
            .chain(unstable)
            .chain(flags.map(str::to_owned))
            .map(|text| atom(&text))
            .collect()
    }

    /// The data layout of the target, from which sizes are computed; an error for targets that are
    /// not in the table.
    pub(super) fn target_data(&self) -> Result<TargetData, String> {
        let value = |key: &str| {
            self.cfgs
                .iter()
                .find_map(|cfg| {
                    cfg.strip_prefix(key)?
                        .strip_prefix("=\"")?
                        .strip_suffix('"')
                })
                .unwrap_or_default()
        };
        let (arch, os) = (value("target_arch"), value("target_os"));
        data_layout(arch, os)
            .map(|layout| TargetData {
                data_layout: layout.into(),
                arch: Arch::Other,
            })
            .ok_or_else(|| format!("the data layout of {arch} on {os} is not known"))
    }
}

/// LLVM's layout strings, as `rustc --print target-spec-json` gives them.
fn data_layout(arch: &str, os: &str) -> Option<&'static str> {
    let apple = matches!(os, "macos" | "ios" | "tvos" | "watchos" | "visionos");
    Some(match (arch, os) {
        ("x86_64", "windows") => {
            "e-m:w-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
        }
        ("x86_64", _) if apple => {
            "e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
        }
        ("x86_64", _) => {
            "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
        }
        ("aarch64", "windows") => {
            "e-m:w-p270:32:32-p271:32:32-p272:64:64-p:64:64-i32:32-i64:64-i128:128-n32:64-S128-Fn32"
        }
        ("aarch64", _) if apple => {
            "e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-n32:64-S128-Fn32"
        }
        ("aarch64", _) => {
            "e-m:e-p270:32:32-p271:32:32-p272:64:64-i8:8:32-i16:16:32-i64:64-i128:128-n32:64-S128-Fn32"
        }
        ("x86", "linux") => {
            "e-m:e-p:32:32-p270:32:32-p271:32:32-p272:64:64-i128:128-f64:32:64-f80:32-n8:16:32-S128"
        }
        ("riscv64", _) => "e-m:e-p:64:64-i64:64-i128:128-n32:64-S128",
        _ => return None,
    })
}

fn atom(text: &str) -> CfgAtom {
    match text.split_once('=') {
        Some((key, value)) => CfgAtom::KeyValue {
            key: Symbol::intern(key),
            value: Symbol::intern(value.trim_matches('"')),
        },
        None => CfgAtom::Flag(Symbol::intern(text)),
    }
}

fn assumed_cfgs() -> Vec<String> {
    let mut cfgs: Vec<String> = ["debug_assertions", "panic=\"unwind\""]
        .map(str::to_owned)
        .to_vec();
    let mut set = |key: &str, value: &str| cfgs.push(format!("{key}=\"{value}\""));
    set("target_arch", env::consts::ARCH);
    set("target_os", env::consts::OS);
    set("target_family", env::consts::FAMILY);
    set(
        "target_endian",
        if cfg!(target_endian = "big") {
            "big"
        } else {
            "little"
        },
    );
    set(
        "target_pointer_width",
        if usize::BITS == 32 { "32" } else { "64" },
    );
    set("target_abi", "");
    let environment = if cfg!(target_env = "musl") {
        "musl"
    } else if cfg!(target_env = "gnu") {
        "gnu"
    } else if cfg!(target_env = "msvc") {
        "msvc"
    } else {
        ""
    };
    set("target_env", environment);
    let vendor = if cfg!(target_vendor = "apple") {
        "apple"
    } else if cfg!(target_vendor = "pc") {
        "pc"
    } else {
        "unknown"
    };
    set("target_vendor", vendor);
    for width in ["8", "16", "32", "64", "ptr"] {
        set("target_has_atomic", width);
    }
    if cfg!(target_arch = "x86_64") {
        for feature in ["fxsr", "sse", "sse2"] {
            set("target_feature", feature);
        }
    }
    cfgs.push(env::consts::FAMILY.to_owned());
    cfgs
}

fn rustc(directory: &Path, arguments: &[&str]) -> Option<String> {
    let (key, value) = NO_RUSTUP_AUTO_INSTALL_ENV;
    let output = Command::new(Tool::Rustc.path())
        .args(arguments)
        .current_dir(directory)
        .env(key, value)
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8(output.stdout).ok())
        .flatten()
}

/// The default toolchain's sysroot, read off the file system: rustup's settings, or the directory
/// above a plain `rustc`.
fn sysroot_without_process() -> Option<PathBuf> {
    let rustc = Tool::Rustc.path();
    let rustc = fs::canonicalize(rustc).ok()?;
    let beside = rustc.parent()?.parent()?;
    if beside.join("lib/rustlib").is_dir() {
        return Some(beside.to_owned());
    }
    let rustup = env::var_os("RUSTUP_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(env::home_dir()?.join(".rustup")))?;
    let name = match env::var("RUSTUP_TOOLCHAIN") {
        Ok(name) => name,
        Err(_) => {
            let settings = fs::read_to_string(rustup.join("settings.toml")).ok()?;
            let settings: toml::Table = settings.parse().ok()?;
            settings.get("default_toolchain")?.as_str()?.to_owned()
        }
    };
    // `RUSTUP_TOOLCHAIN` may hold a path, which `join` takes as it is.
    let sysroot = rustup.join("toolchains").join(name);
    sysroot.join("lib/rustlib").is_dir().then_some(sysroot)
}

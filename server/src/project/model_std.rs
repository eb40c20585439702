//! The built-in model of the standard library: signatures, traits, language items, macros and the facts of
//! `Copy` and `Drop`, without bodies.
//!
//! It stands in where the real source is not installed. What programs ordinarily use is in it; tests hold
//! its signatures against the real source and analyse programs with it.

use std::path::PathBuf;

use super::std_crates::{StdCrate, StdCrates};
use ra_ap_span::Edition;

/// The model's files: path below the library's directory, and text.
pub(super) fn files() -> &'static [(&'static str, &'static str)] {
    FILES
}

/// The model's crates, in a directory that exists in memory only.
pub(super) fn crates() -> StdCrates {
    let library = PathBuf::from("model of the standard library");
    let dependencies: [(&str, &[(&str, usize)]); 3] = [
        ("core", &[]),
        ("alloc", &[("core", 0)]),
        ("std", &[("core", 0), ("alloc", 1)]),
    ];
    let crates = dependencies
        .into_iter()
        .map(|(name, dependencies)| StdCrate {
            name: name.to_owned(),
            root: library.join(name).join("lib.rs"),
            edition: Edition::Edition2024,
            features: Vec::new(),
            dependencies: dependencies
                .iter()
                .map(|&(name, index)| (name.to_owned(), index))
                .collect(),
            public: true,
        });
    StdCrates {
        crates: crates.collect(),
        library,
    }
}

macro_rules! files {
    ($($path:literal)*) => {
        &[$(($path, include_str!(concat!("model_std/", $path)))),*]
    };
}

#[rustfmt::skip]
const FILES: &[(&str, &str)] = files! {
    "alloc/alloc.rs"
    "alloc/borrow.rs"
    "alloc/boxed.rs"
    "alloc/collections.rs"
    "alloc/collections/binary_heap.rs"
    "alloc/collections/btree_map.rs"
    "alloc/collections/btree_set.rs"
    "alloc/collections/linked_list.rs"
    "alloc/collections/vec_deque.rs"
    "alloc/ffi.rs"
    "alloc/fmt.rs"
    "alloc/lib.rs"
    "alloc/macros.rs"
    "alloc/rc.rs"
    "alloc/slice.rs"
    "alloc/str.rs"
    "alloc/string.rs"
    "alloc/sync.rs"
    "alloc/task.rs"
    "alloc/vec.rs"
    "core/alloc.rs"
    "core/any.rs"
    "core/arch.rs"
    "core/array.rs"
    "core/ascii.rs"
    "core/async_iter.rs"
    "core/bool.rs"
    "core/borrow.rs"
    "core/cell.rs"
    "core/char.rs"
    "core/clone.rs"
    "core/cmp.rs"
    "core/convert.rs"
    "core/default.rs"
    "core/error.rs"
    "core/f32.rs"
    "core/f64.rs"
    "core/ffi.rs"
    "core/fmt.rs"
    "core/fmt/rt.rs"
    "core/future.rs"
    "core/hash.rs"
    "core/hint.rs"
    "core/intrinsics.rs"
    "core/iter.rs"
    "core/iter/adapters.rs"
    "core/iter/collect.rs"
    "core/iter/iterator.rs"
    "core/iter/sources.rs"
    "core/lib.rs"
    "core/macros.rs"
    "core/marker.rs"
    "core/mem.rs"
    "core/net.rs"
    "core/num.rs"
    "core/num/float.rs"
    "core/num/integer.rs"
    "core/num/nonzero.rs"
    "core/num/wrapping.rs"
    "core/ops.rs"
    "core/ops/arith.rs"
    "core/ops/async_function.rs"
    "core/ops/bit.rs"
    "core/ops/coroutine.rs"
    "core/ops/deref.rs"
    "core/ops/function.rs"
    "core/ops/index.rs"
    "core/ops/range.rs"
    "core/ops/try_trait.rs"
    "core/ops/unsize.rs"
    "core/option.rs"
    "core/panic.rs"
    "core/panicking.rs"
    "core/pin.rs"
    "core/prelude.rs"
    "core/primitive.rs"
    "core/ptr.rs"
    "core/range.rs"
    "core/result.rs"
    "core/slice.rs"
    "core/str.rs"
    "core/str/pattern.rs"
    "core/sync.rs"
    "core/sync/atomic.rs"
    "core/task.rs"
    "core/time.rs"
    "core/tuple.rs"
    "std/alloc.rs"
    "std/ascii.rs"
    "std/backtrace.rs"
    "std/collections.rs"
    "std/collections/hash_map.rs"
    "std/collections/hash_set.rs"
    "std/env.rs"
    "std/error.rs"
    "std/f32.rs"
    "std/f64.rs"
    "std/ffi.rs"
    "std/fs.rs"
    "std/hash.rs"
    "std/io.rs"
    "std/io/buffered.rs"
    "std/io/cursor.rs"
    "std/io/error.rs"
    "std/io/stdio.rs"
    "std/io/util.rs"
    "std/lib.rs"
    "std/macros.rs"
    "std/net.rs"
    "std/num.rs"
    "std/os.rs"
    "std/panic.rs"
    "std/path.rs"
    "std/prelude.rs"
    "std/process.rs"
    "std/rt.rs"
    "std/sync.rs"
    "std/sync/barrier.rs"
    "std/sync/condvar.rs"
    "std/sync/lock.rs"
    "std/sync/mpsc.rs"
    "std/sync/once.rs"
    "std/thread.rs"
    "std/time.rs"
};

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod programs;
#[cfg(test)]
mod soundness;

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_file_is_embedded() {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/project/model_std");
        let skip = Default::default();
        let on_disk = ["core", "alloc", "std"]
            .iter()
            .flat_map(|name| super::super::files::rust_files(&directory.join(name), &skip))
            .map(|path| {
                let path = path.strip_prefix(&directory).expect("is below it");
                path.to_str().expect("is UTF-8").replace('\\', "/")
            });
        let mut on_disk: Vec<String> = on_disk.collect();
        on_disk.sort();
        let mut embedded: Vec<&str> = files().iter().map(|(path, _)| *path).collect();
        embedded.sort_unstable();
        assert_eq!(on_disk, embedded);
    }
}

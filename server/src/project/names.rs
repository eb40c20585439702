//! Name resolution of whole projects.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use ra_ap_base_db::{Crate, all_crates};
use ra_ap_hir_def::nameres::crate_def_map;
use ra_ap_ide_db::RootDatabase;

use crate::stack;

/// Resolves the names in all crates on all cores. The first question about a file needs nearly all of them, and
/// whoever asks it would read and resolve one crate after the other.
pub(super) fn resolve(db: &RootDatabase) {
    // Each stands behind those that it depends on.
    let crates: Vec<Crate> = all_crates(db).to_vec();
    let next = AtomicUsize::new(0);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores.min(crates.len()) {
            let (db, crates, next) = (db.clone(), &crates, &next);
            let work = move || {
                while let Some(&krate) = crates.get(next.fetch_add(1, Ordering::Relaxed)) {
                    // A crate that cannot be resolved fails those that ask about it.
                    let resolve = AssertUnwindSafe(|| _ = crate_def_map(&db, krate));
                    _ = catch_unwind(resolve);
                }
            };
            let thread = thread::Builder::new()
                .name("ownlens-names".to_owned())
                .stack_size(stack::SIZE);
            // Without threads the names are resolved when they are asked for.
            if let Err(error) = thread.spawn_scoped(scope, work) {
                tracing::warn!("no thread for resolving names: {error}");
            }
        }
    });
}

//! What the first question about a file needs of all crates behind it: their names and their implementations.

mod ahead;
mod plan;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use ra_ap_base_db::{Crate, EditionedFileId, all_crates};
use ra_ap_hir_def::{
    item_tree::file_item_tree, lang_item::crate_lang_items, nameres::crate_def_map,
};
use ra_ap_hir_ty::{
    attach_db,
    method_resolution::{InherentImpls, TraitImpls},
};
use ra_ap_ide_db::RootDatabase;

use super::file_table::FileTable;
use crate::stack;
use plan::{Plan, Task};

/// Computes it on all cores; gives how many parts of it failed, which fails those that ask about them, too. Whoever
/// asks the question would read and resolve one crate after the other.
pub(super) fn index(db: &RootDatabase, files: &FileTable) -> usize {
    // Each stands behind those that it depends on.
    let crates: Vec<Crate> = all_crates(db).to_vec();
    let plan = Plan::new(db, &crates);
    let failed = AtomicUsize::new(0);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores.min(crates.len()) {
            let (db, plan, failed) = (db.clone(), &plan, &failed);
            let work = move || {
                attach_db(&db, || {
                    while let Some(task) = plan.next() {
                        let work = AssertUnwindSafe(|| carry_out(&db, files, task));
                        let found = catch_unwind(work).unwrap_or_else(|_| {
                            failed.fetch_add(1, Ordering::Relaxed);
                            Vec::new()
                        });
                        plan.finish(task, found);
                    }
                });
            };
            let thread = thread::Builder::new()
                .name("ownlens-index".to_owned())
                .stack_size(stack::SIZE);
            // Without threads everything is computed when it is asked for.
            if let Err(error) = thread.spawn_scoped(scope, work) {
                tracing::warn!("no thread for resolving names: {error}");
            }
        }
    });
    failed.into_inner()
}

/// Does a part of the work; gives the files of modules that the file of [`Task::Read`] names.
fn carry_out(db: &RootDatabase, files: &FileTable, task: Task) -> Vec<EditionedFileId> {
    match task {
        Task::Read(krate, file) => {
            _ = file_item_tree(db, file.into(), krate);
            return ahead::modules(db, files, krate, file);
        }
        Task::Resolve(krate) => _ = crate_def_map(db, krate),
        Task::Implementations(krate) => {
            _ = crate_lang_items(db, krate);
            _ = TraitImpls::for_crate(db, krate);
            _ = InherentImpls::for_crate(db, krate);
        }
    }
    Vec::new()
}

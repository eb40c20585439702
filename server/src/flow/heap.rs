//! The standard library's owners of memory on the heap.

use ra_ap_base_db::{CrateOrigin, LangCrateOrigin};
use ra_ap_hir_def::{AdtId, HasModule};
use ra_ap_hir_ty::next_solver::{Ty, TyKind};
use ra_ap_rustc_type_ir::inherent::IntoKind;

use super::{callee::adt_name, types::Types};
use crate::facts::Heap;

impl<'db> Types<'db> {
    /// What a value of the type owns on the heap.
    pub(super) fn heap(&self, ty: Ty<'db>) -> Option<Heap> {
        let TyKind::Adt(adt, _) = ty.kind() else {
            return None;
        };
        let AdtId::StructId(id) = adt.def_id() else {
            return None;
        };
        if id.krate(self.db).data(self.db).origin != CrateOrigin::Lang(LangCrateOrigin::Alloc) {
            return None;
        }
        match adt_name(self.db, id.into()).as_str() {
            "String" => Some(Heap::Text),
            "Vec" => Some(Heap::Elements),
            "Box" => Some(Heap::Block),
            "Rc" | "Arc" => Some(Heap::Counted),
            _ => None,
        }
    }
}

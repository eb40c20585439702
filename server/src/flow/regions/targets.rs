//! Types that are declared for where a value goes: for the argument of a call, a field, a variable or the result. In
//! contrast to inferred ones they tell which lifetimes of function types are parameters of these.

use std::cell::OnceCell;

use ra_ap_hir_def::{DefWithBodyId, LocalFieldId};
use ra_ap_hir_ty::next_solver::{Ty, TyKind};
use ra_ap_rustc_type_ir::{EarlyBinder, inherent::IntoKind};
use rustc_hash::FxHashMap;

use super::{
    Inference,
    elision::{bind_function_types, declared_signature},
    fields::declared_field,
};
use crate::flow::{
    graph::{BlockId, Graph, LocalId, Operand, PlaceId, Rvalue, StatementKind, regions::Point},
    typed::{Making, TypedGraph},
    variants,
};

/// So many values are followed into each other.
const MOST_STEPS: usize = 8;

/// Where the values of a graph go.
pub(super) struct Targets<'a, 'db> {
    graph: &'a Graph,
    typed: &'a TypedGraph<'db>,
    /// By place that is moved out of: the statement, and the number of the operand.
    consumers: OnceCell<FxHashMap<PlaceId, (Point, usize)>>,
}

impl<'a, 'db> Targets<'a, 'db> {
    pub(super) fn new(graph: &'a Graph, typed: &'a TypedGraph<'db>) -> Targets<'a, 'db> {
        Targets {
            graph,
            typed,
            consumers: OnceCell::new(),
        }
    }

    fn consumer(&self, place: PlaceId) -> Option<(Point, usize)> {
        let consumers = self.consumers.get_or_init(|| {
            let mut consumers = FxHashMap::default();
            for (block, content) in self.graph.blocks.iter().enumerate() {
                for (statement, content) in content.statements.iter().enumerate() {
                    let StatementKind::Assign { value, .. } = &content.kind else {
                        continue;
                    };
                    let Rvalue::Operands(operands) = value else {
                        continue;
                    };
                    let point = Point {
                        block: BlockId(block as u32),
                        statement: statement as u32,
                    };
                    for (number, operand) in operands.iter().enumerate() {
                        if let Operand::Move(place, _) = operand {
                            consumers.entry(*place).or_insert((point, number));
                        }
                    }
                }
            }
            consumers
        });
        consumers.get(&place).copied()
    }
}

impl<'db> Inference<'db> {
    /// The type that is declared for what is stored in a place; `None` if none is found.
    pub(super) fn declared_for(
        &self,
        targets: &Targets<'_, 'db>,
        place: PlaceId,
    ) -> Option<Ty<'db>> {
        self.declared_within(targets, place, MOST_STEPS)
    }

    fn declared_within(
        &self,
        targets: &Targets<'_, 'db>,
        place: PlaceId,
        steps: usize,
    ) -> Option<Ty<'db>> {
        let (graph, typed) = (targets.graph, targets.typed);
        let steps = steps.checked_sub(1)?;
        let annotation = typed.annotations.iter().find(|it| it.place == place);
        if let Some(annotation) = annotation {
            return Some(bind_function_types(self.interner, annotation.written.ty));
        }
        if graph.place(place).local == LocalId(0) {
            let own = graph.closure.is_none() && graph.place(place).parent.is_none();
            let (true, DefWithBodyId::FunctionId(function)) = (own, self.def) else {
                return None;
            };
            let (signature, _) = declared_signature(self.db, function);
            return Some(signature.skip_binder().output());
        }
        let (point, number) = targets.consumer(place)?;
        let statements = &graph.blocks[point.block.index()].statements;
        let StatementKind::Assign { place: into, .. } = statements[point.statement as usize].kind
        else {
            return None;
        };
        match typed.makings.get(&(point.block, point.statement)) {
            None | Some(Making::Coerce(_)) => self.declared_within(targets, into, steps),
            Some(Making::Call {
                function,
                args,
                tupled: false,
                ..
            }) => {
                let (signature, _) = declared_signature(self.db, *function);
                let input = *signature.skip_binder().inputs().get(number)?;
                let input = EarlyBinder::bind(input).instantiate(self.interner, *args);
                Some(input.skip_norm_wip())
            }
            Some(Making::Adt {
                variant: index,
                fields,
                ..
            }) => {
                let whole = self.declared_within(targets, into, steps);
                let TyKind::Adt(adt, args) = whole.unwrap_or_else(|| typed.place(into)).kind()
                else {
                    return None;
                };
                let variant = variants::by_index(self.db, adt.def_id(), *index)?;
                let field = LocalFieldId::from_raw((*fields.get(number)?).into());
                let declared = declared_field(self.db, variant, field)?;
                let field = EarlyBinder::bind(declared).instantiate(self.interner, args);
                Some(field.skip_norm_wip())
            }
            Some(_) => None,
        }
    }
}

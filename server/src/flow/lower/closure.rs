//! Closures and async blocks: what they capture, and their own graphs.
//!
//! Which places are captured, and how, is inference's answer (Reference, "Closure types"). In a
//! closure's graph an outer variable is first a stand-in local; once the whole place is known,
//! [`Lower::resolve`] finds the capture that holds it.

use ra_ap_hir_def::{
    hir::{
        BindingId, CaptureBy, ClosureKind, CoroutineSource, Expr, ExprId, ExprOrPatId, Pat, PatId,
    },
    resolver::ValueNs,
};
use ra_ap_hir_ty::{
    Adjust, Adjustment,
    closure_analysis::{
        BorrowKind as CaptureBorrow, CaptureSourceStack, CapturedPlace, ClosureData,
        Place as CapturePlace, ProjectionKind, UpvarCapture,
    },
};
use rustc_hash::FxHashMap;

use super::{Lower, expr_end, expr_origin};
use crate::{
    facts::{BorrowKind, Cause, Destination, GapReason},
    flow::{
        graph::{
            self, Graph, LocalId, LocalKind, Operand, Origin, PlaceId, Projection, Reference,
            Rvalue, StatementKind, Usage,
        },
        typed::Making,
    },
};

/// What a closure's graph knows about its captures.
pub(super) struct ClosureCx {
    pub(super) origin: Origin,
    /// Stand-ins for outer variables.
    pub(super) outer: FxHashMap<LocalId, BindingId>,
    captures: FxHashMap<BindingId, Vec<CaptureLocal>>,
    /// The block that desugaring makes for an async body, and where it ends in the source.
    pub(super) desugared_block: Option<(ExprId, Origin)>,
    /// The desugared block begins with the parameters of an `async fn` or closure.
    pub(super) declares_parameters: bool,
    /// The parameters are not the user's: those of an async closure belong to the body inside.
    hides_parameters: bool,
}

struct CaptureLocal {
    path: Vec<ProjectionKind>,
    local: LocalId,
    by_ref: bool,
}

/// A capture as the surrounding graph sees it.
struct Captured {
    variable: BindingId,
    path: Vec<ProjectionKind>,
    text: String,
    by_ref: bool,
    behind_reference: bool,
    /// Type of what the closure holds: the place's type, or a reference to it.
    place: PlaceId,
    mutable: bool,
    /// The place may be assigned outside the closure.
    may_change: bool,
}

/// Whether the closure is the body of an `async fn` or async closure.
pub(super) fn is_function_coroutine(kind: &ClosureKind) -> bool {
    matches!(
        kind,
        ClosureKind::Coroutine {
            source: CoroutineSource::Fn | CoroutineSource::Closure,
            ..
        }
    )
}

impl<'db> Lower<'_, 'db> {
    pub(super) fn closure_expr(&mut self, dest: PlaceId, expr: ExprId) {
        let Expr::Closure {
            args,
            body,
            closure_kind,
            capture_by,
            ..
        } = &self.cx.store[expr]
        else {
            return;
        };
        let data = self.cx.infer.closures_data.get(&expr);
        let Some(data) = data.filter(|it| !self.mistakes_assignment(it, *capture_by)) else {
            self.gap(expr, GapReason::UnknownType);
            self.forget_mentioned(expr);
            return;
        };
        // The capture analysis gives up at the first error, so its answer may lack captures; not those of an `async fn`,
        // whose body begins with its parameters.
        let complete = is_function_coroutine(closure_kind)
            || !self.gives_up(*body)
            || self.mentioned(expr).is_empty();
        if self.is_broken(*body) || !complete {
            self.gap(expr, GapReason::UnknownType);
            self.forget_mentioned(expr);
        }
        self.hoisted_reads(data, expr);
        let by_keyword = *capture_by == CaptureBy::Value;
        let mut captured = Vec::new();
        let mut operands = Vec::new();
        let captures = complete.then_some(&data.min_captures);
        for (&variable, places) in captures.into_iter().flatten() {
            for capture in places {
                let place = self.capture_place(variable, &capture.place);
                operands.push(self.capture(expr, place, capture, by_keyword));
                captured.push(self.describe_capture(variable, capture, place));
            }
        }
        self.assign_made(dest, operands, expr_origin(expr), Making::Closure);
        let inside = ClosureCx {
            origin: expr_origin(expr),
            outer: FxHashMap::default(),
            captures: FxHashMap::default(),
            desugared_block: self.desugared_block(expr, closure_kind, *body),
            declares_parameters: is_function_coroutine(closure_kind),
            hides_parameters: matches!(closure_kind, ClosureKind::CoroutineClosure(_)),
        };
        let kind = self.cx.types.closure_kind(self.cx.infer.expr_ty(expr));
        self.closure_graph(expr, inside, kind, args, *body, captured);
    }

    /// An async block's braces are those of the block expression itself; the body of an `async fn` ends
    /// with the function, that of an async closure with the expression the user wrote.
    fn desugared_block(
        &self,
        expr: ExprId,
        kind: &ClosureKind,
        body: ExprId,
    ) -> Option<(ExprId, Origin)> {
        let ClosureKind::Coroutine { source, .. } = kind else {
            return None;
        };
        let end = match (source, &self.cx.store[body]) {
            (CoroutineSource::Block, _) => expr_end(expr),
            (
                CoroutineSource::Closure,
                Expr::Block {
                    tail: Some(tail), ..
                },
            ) => expr_end(*tail),
            (CoroutineSource::Fn | CoroutineSource::Closure, _) => Origin::ItemEnd,
        };
        Some((body, end))
    }

    /// Reads of a scrutinee inside the closure that only need it to be initialised happen where the
    /// closure is made.
    fn hoisted_reads(&mut self, data: &ClosureData, expr: ExprId) {
        for (place, _, source) in &data.fake_reads {
            if let Some(variable) = captured_variable(place) {
                let place = self.capture_place(variable, place);
                if let Some(place) = self.resolve(place) {
                    let origin = capture_source(source).unwrap_or(expr_origin(expr));
                    self.builder.push(StatementKind::Require(place), origin);
                }
            }
        }
    }

    /// Whether inference takes what a destructuring assignment assigns to for moved: it coerces a trait object there
    /// as if it were read. How the closure captures, and how it is called, is not known then.
    fn mistakes_assignment(&self, data: &ClosureData, capture_by: CaptureBy) -> bool {
        let by_value = |it: &&CapturedPlace| it.info.capture_kind == UpvarCapture::ByValue;
        let captures = data.min_captures.values().flatten().filter(by_value);
        let mut sources = captures.flat_map(|it| &it.info.sources);
        capture_by != CaptureBy::Value
            && sources.any(|source| match source.final_source().unpack() {
                ExprOrPatId::ExprId(expr) => self.is_coerced_target(expr),
                ExprOrPatId::PatId(_) => false,
            })
    }

    /// Whether the expression is what a destructuring assignment assigns to, and has a coercion nevertheless.
    fn is_coerced_target(&self, expr: ExprId) -> bool {
        let adjustments = self.cx.infer.expr_adjustment(expr).unwrap_or_default();
        let coerced = |it: &Adjustment| matches!(it.kind, Adjust::Pointer(_));
        let assigns = |pat: &Pat| matches!(pat, Pat::Expr(it) if *it == expr);
        adjustments.iter().any(coerced) && self.cx.store.pats().any(|(_, pat)| assigns(pat))
    }

    /// Whether something in the expression is missing or of unknown type.
    fn is_broken(&self, root: ExprId) -> bool {
        !self.cx.broken.is_empty()
            && (self.cx.expressions(root)).any(|it| self.cx.broken.contains(&it))
    }

    /// Whether rust-analyzer's capture analysis (`ExprUseVisitor::cat_expr_unadjusted`) stops in the expression: it does
    /// not know what a path to a variant means that begins with `Self` or an alias.
    fn gives_up(&mut self, root: ExprId) -> bool {
        self.cx.expressions(root).any(|it| {
            matches!(self.cx.store[it], Expr::Path(_))
                && self.cx.infer.assoc_resolutions_for_expr(it).is_none()
                && self.resolve_path(it).is_none()
        })
    }

    /// The variables that a closure mentions of those around it, each with the expression that does.
    fn mentioned(&mut self, closure: ExprId) -> Vec<(BindingId, ExprId)> {
        let expressions = self.cx.expressions(closure);
        let named = expressions.filter_map(|it| match self.resolve_path(it)? {
            ValueNs::LocalBinding(id) if self.locals.contains_key(&id) => Some((id, it)),
            _ => None,
        });
        named.collect()
    }

    fn forget_mentioned(&mut self, closure: ExprId) {
        for (id, expr) in self.mentioned(closure) {
            let place = self.variable(id);
            self.forget(place, expr);
        }
    }

    /// The captured place in the surrounding graph.
    fn capture_place(&mut self, variable: BindingId, capture: &CapturePlace) -> PlaceId {
        let mut place = self.variable(variable);
        for step in &capture.projections {
            let ty = step.ty.as_ref();
            let projection = match step.kind {
                ProjectionKind::Deref => {
                    place = self.builder.deref(&mut self.cx.types, place, ty);
                    continue;
                }
                ProjectionKind::Field {
                    field_idx,
                    variant_idx,
                } => Projection::Field {
                    variant: variant_idx,
                    field: field_idx,
                },
                ProjectionKind::Index => Projection::Index,
                ProjectionKind::Subslice => Projection::Subslice { from: 0, to: 0 },
                ProjectionKind::UnwrapUnsafeBinder => continue,
            };
            place = self
                .builder
                .project(&mut self.cx.types, place, projection, ty);
        }
        place
    }

    fn capture(
        &mut self,
        closure: ExprId,
        place: PlaceId,
        capture: &CapturedPlace,
        by_keyword: bool,
    ) -> Operand {
        let Some(resolved) = self.resolve(place) else {
            return Operand::Constant;
        };
        let origin = expr_origin(closure);
        let used_at = capture_source(&capture.info.sources).unwrap_or(origin);
        let usage = Usage {
            origin,
            cause: Cause::Capture,
            into: Destination::Closure,
            capture: Some((used_at, by_keyword)),
            matched: None,
        };
        let kind = match capture.info.capture_kind {
            UpvarCapture::ByValue | UpvarCapture::ByUse => {
                return if self.builder.place(resolved).ty.copy {
                    Operand::Copy(resolved, usage)
                } else {
                    Operand::Move(resolved, usage)
                };
            }
            UpvarCapture::ByRef(CaptureBorrow::Immutable) => BorrowKind::Shared,
            UpvarCapture::ByRef(CaptureBorrow::UniqueImmutable) => BorrowKind::Unique,
            // What a `&mut` refers to is captured uniquely: the variable need not be `mut`
            // (Reference, "Unique immutable borrows in captures").
            UpvarCapture::ByRef(CaptureBorrow::Mutable)
                if self.builder.is_behind_reference(resolved) =>
            {
                BorrowKind::Unique
            }
            UpvarCapture::ByRef(CaptureBorrow::Mutable) => BorrowKind::Mutable { two_phase: false },
        };
        let mutable = kind != BorrowKind::Shared;
        let ty = self.cx.types.reference(self.builder.ty(resolved), mutable);
        let temp = self.new_temp(ty, false);
        let reference = self.builder.place_of(temp);
        let value = Rvalue::Ref(Reference {
            place: resolved,
            kind,
            usage,
            implicit: false,
        });
        self.builder.push(
            StatementKind::Assign {
                place: reference,
                value,
                written: None,
            },
            origin,
        );
        Operand::Move(reference, self.plain_usage(closure))
    }

    fn describe_capture(
        &mut self,
        variable: BindingId,
        capture: &CapturedPlace,
        place: PlaceId,
    ) -> Captured {
        let mutable = matches!(
            capture.info.capture_kind,
            UpvarCapture::ByRef(CaptureBorrow::Mutable | CaptureBorrow::UniqueImmutable)
        );
        Captured {
            variable,
            path: capture
                .place
                .projections
                .iter()
                .map(|step| step.kind)
                .collect(),
            text: self.builder.place(place).text.clone(),
            by_ref: capture.is_by_ref(),
            behind_reference: self
                .resolve(place)
                .is_some_and(|it| self.builder.is_behind_reference(it)),
            place,
            mutable,
            may_change: capture.mutability.is_mut(),
        }
    }

    fn closure_graph(
        &mut self,
        closure: ExprId,
        mut inside: ClosureCx,
        kind: Option<graph::ClosureKind>,
        args: &[PatId],
        body: ExprId,
        captured: Vec<Captured>,
    ) {
        let held: Vec<_> = captured
            .iter()
            .map(|capture| self.builder.ty(capture.place))
            .collect();
        let return_ty = self.cx.result_ty(body);
        let mut inner = Lower::new(&mut *self.cx, return_ty, Some(inside.origin));
        inner.builder.set_closure_kind(kind);
        let mut held_by_value = Vec::new();
        for (capture, place_ty) in captured.into_iter().zip(held) {
            let ty = if capture.by_ref {
                inner.cx.types.reference(place_ty, capture.mutable)
            } else {
                place_ty
            };
            let value = inner.cx.value_of.get(&capture.variable).copied();
            let kind = match value {
                Some(value) => LocalKind::Captured {
                    value,
                    by_ref: capture.by_ref,
                    mutable: capture.may_change,
                    shared: capture.behind_reference && !capture.may_change,
                },
                None => LocalKind::Temporary,
            };
            let local = inner
                .builder
                .local(&mut inner.cx.types, kind, capture.text, ty, true);
            inner.builder.add_capture(local);
            if capture.behind_reference {
                inner.builder.set_behind_reference(local);
            }
            if !capture.by_ref {
                held_by_value.push(local);
            }
            inside
                .captures
                .entry(capture.variable)
                .or_default()
                .push(CaptureLocal {
                    path: capture.path,
                    local,
                    by_ref: capture.by_ref,
                });
        }
        let end = inside
            .desugared_block
            .map_or(expr_end(body), |(_, end)| end);
        let hidden = inside.hides_parameters;
        inner.closure = Some(inside);
        // Captured values are fields of the closure, which drop in the order of their declaration.
        for &local in held_by_value.iter().rev() {
            inner.schedule(inner.var_scope, local, None);
        }
        for &arg in args {
            inner.parameter(arg, hidden);
        }
        inner.scopes.set_end(inner.var_scope, end);
        let (mut graph, typed) = inner.finish(body);
        if !moves_captured(&graph) {
            let lent = matches!(
                kind,
                Some(graph::ClosureKind::Fn | graph::ClosureKind::FnMut)
            );
            without_capture_ends(&mut graph, lent);
        }
        self.builder.add_closure(closure, (graph, typed));
    }

    /// The place as this graph holds it: places of outer variables are found among the captures.
    /// `None` if nothing captures the place: then it is only mentioned, not used.
    pub(super) fn resolve(&mut self, place: PlaceId) -> Option<PlaceId> {
        let Some(closure) = &self.closure else {
            return Some(place);
        };
        let Some(variable) = closure.outer.get(&self.builder.place(place).local) else {
            return Some(place);
        };
        let mut steps = Vec::new();
        let mut at = place;
        while let Some((parent, projection)) = self.builder.place(at).parent {
            steps.push((projection, at));
            at = parent;
        }
        steps.reverse();
        let capture = closure.captures.get(variable)?.iter().find(|capture| {
            capture.path.len() <= steps.len()
                && capture
                    .path
                    .iter()
                    .zip(&steps)
                    .all(|(kind, (step, _))| is_same(*kind, *step))
        })?;
        let (taken, by_ref) = (capture.path.len(), capture.by_ref);
        let mut resolved = self.builder.place_of(capture.local);
        if by_ref {
            let ty = match taken.checked_sub(1) {
                Some(last) => self.builder.ty(steps[last].1),
                None => self.builder.ty(at),
            };
            resolved = self
                .builder
                .project(&mut self.cx.types, resolved, Projection::Deref, ty);
        }
        for &(projection, original) in &steps[taken..] {
            let ty = self.builder.ty(original);
            resolved = self
                .builder
                .project(&mut self.cx.types, resolved, projection, ty);
        }
        Some(resolved)
    }
}

/// The use that an entry of the capture analysis stands for.
fn capture_source(sources: &[CaptureSourceStack]) -> Option<Origin> {
    let source = sources.first()?;
    Some(match source.final_source().unpack() {
        ExprOrPatId::ExprId(expr) => expr_origin(expr),
        ExprOrPatId::PatId(pat) => super::pat_origin(pat),
    })
}

fn captured_variable(place: &CapturePlace) -> Option<BindingId> {
    use ra_ap_hir_ty::closure_analysis::PlaceBase;
    match place.base {
        PlaceBase::Local(id) | PlaceBase::Upvar { var_id: id, .. } => Some(id),
        PlaceBase::Rvalue | PlaceBase::StaticItem => None,
    }
}

fn is_same(captured: ProjectionKind, step: Projection) -> bool {
    match (captured, step) {
        (ProjectionKind::Deref, Projection::Deref | Projection::BoxDeref) => true,
        (
            ProjectionKind::Field {
                field_idx,
                variant_idx,
            },
            Projection::Field { variant, field },
        ) => field_idx == field && variant_idx == variant,
        (ProjectionKind::Index, Projection::Index | Projection::ConstantIndex { .. }) => true,
        (ProjectionKind::Subslice, Projection::Subslice { .. }) => true,
        _ => false,
    }
}

/// Whether the closure's body moves out of a value it holds. Then it takes itself by value (`FnOnce`, or
/// a future that has run to its end) and what is left of its captures drops one by one.
pub(super) fn moves_captured(graph: &Graph) -> bool {
    let captured = |place: &PlaceId| {
        let local = graph.place(*place).local;
        matches!(
            graph.local(local).kind,
            LocalKind::Captured { by_ref: false, .. }
        )
    };
    graph
        .blocks
        .iter()
        .flat_map(|block| &block.statements)
        .any(|statement| match &statement.kind {
            StatementKind::Assign {
                value: Rvalue::Operands(operands),
                ..
            } => operands
                .iter()
                .any(|operand| matches!(operand, Operand::Move(place, _) if captured(place))),
            _ => false,
        })
}

/// Whether the closure's body writes to what it captured, or borrows it mutably.
pub(super) fn mutates_captured(graph: &Graph) -> bool {
    let captured = |place: PlaceId| {
        let local = graph.place(place).local;
        matches!(graph.local(local).kind, LocalKind::Captured { .. })
    };
    let mutates = |value: &Rvalue| match value {
        Rvalue::Ref(reference) => reference.kind != BorrowKind::Shared && captured(reference.place),
        Rvalue::RawRef { place, mutable } => *mutable && captured(*place),
        Rvalue::Operands(_) => false,
    };
    let mut statements = graph.blocks.iter().flat_map(|block| &block.statements);
    statements.any(|statement| match &statement.kind {
        StatementKind::Assign {
            place,
            value,
            written,
        } => mutates(value) || written.is_some() && captured(*place),
        StatementKind::Evaluate(value) => mutates(value),
        _ => false,
    })
}

/// A closure that keeps its captures does not drop them when its body ends; whoever owns it does. Nor does their
/// storage end there if the closure is called by reference (`storage`).
fn without_capture_ends(graph: &mut Graph, storage: bool) {
    let (locals, places) = (&graph.locals, &graph.places);
    let is_captured =
        |local: LocalId| matches!(locals[local.index()].kind, LocalKind::Captured { .. });
    let statements = graph.blocks.iter_mut().flat_map(|it| &mut it.statements);
    for statement in statements {
        let ends = match statement.kind {
            StatementKind::Drop {
                place,
                replaced: false,
                ..
            } => is_captured(places[place.index()].local),
            StatementKind::StorageDead(local) => storage && is_captured(local),
            _ => false,
        };
        if ends {
            statement.kind = StatementKind::Nothing;
        }
    }
}

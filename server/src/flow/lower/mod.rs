//! Lowers one body to a [`Graph`], after rustc's THIR and MIR construction
//! (`rustc_mir_build::thir::cx` and `rustc_mir_build::builder`).
//!
//! rustc makes every adjustment of an expression (autoref, deref, coercion) an expression of its own.
//! Here an adjusted expression is a [`Thir`]: rust-analyzer's expression and how many of its
//! adjustments are applied.

mod annotation;
mod block;
mod call;
mod closure;
mod const_value;
mod control;
mod expr;
mod extend;
mod generic_args;
mod names;
mod operand;
mod operator;
mod pattern;
mod place;
mod promotable_fn;
mod promote;
mod returned;

use ra_ap_base_db::Crate;
use ra_ap_hir_def::{
    DefWithBodyId, ExpressionStoreOwnerId, GenericDefId, HasModule,
    expr_store::{Body, ExpressionStore, path::Path, scope::ExprScopes},
    hir::{BindingId, Expr, ExprId, LabelId, Pat, PatId, Statement},
    resolver::{HasResolver, Resolver},
};
use ra_ap_hir_ty::{
    Adjust, Adjustment, InferenceDiagnostic, InferenceResult, PathLoweringDiagnostic, PointerCast,
    TyLoweringDiagnostic, db::HirDatabase, next_solver::Ty,
};
use ra_ap_span::Edition;
use rustc_hash::{FxHashMap, FxHashSet};

use names::Names;

use super::{
    builder::Builder,
    callee::Callees,
    editions::{is_2024, of_other_edition},
    graph::{
        BlockId, Graph, LocalId, LocalKind, Operand, Origin, PlaceId, Rvalue, StatementKind, Usage,
    },
    regions::pointer_to,
    scope::{DropKind, DropTree, ScopeIndex, Scopes},
    super_lets::super_lets,
    typed::{Making, TypedGraph},
    types::Types,
    unexpanded::{unexpanded_names, without_escape},
};
use crate::facts::{Cause, Destination, Gap, GapReason, Value, ValueId};

/// A lowered body.
pub(super) struct Lowered<'db> {
    pub(super) values: Vec<Value<Origin>>,
    pub(super) graph: Graph,
    pub(super) typed: TypedGraph<'db>,
    pub(super) gaps: Vec<Gap<Origin>>,
    /// Something in the body is not understood, missing, or wrong in another way than ownership.
    pub(super) tainted: bool,
}

/// Lowers the body of `def` with its closures.
pub(super) fn lower(db: &dyn HirDatabase, def: DefWithBodyId) -> Lowered<'_> {
    let body = Body::of(db, def);
    let krate: Crate = def.module(db).krate(db);
    let mut cx = BodyCx {
        db,
        owner: def.into(),
        generic_def: def.generic_def(db),
        store: &body.store,
        infer: InferenceResult::of(db, def),
        types: Types::new(db, krate, def.generic_def(db)),
        callees: Callees::new(db),
        resolver: def.resolver(db),
        names: Names::new(ExprScopes::of(db, def), &body.store),
        edition: krate.data(db).edition,
        values: Vec::new(),
        value_of: FxHashMap::default(),
        gaps: Vec::new(),
        trimmed: FxHashMap::default(),
        unexpanded: unexpanded_names(db, def),
        other_edition: of_other_edition(db, def),
        super_lets: super_lets(db, def),
        broken: FxHashSet::default(),
        self_binding: body.self_param.map(|param| param.user_written),
        root: body.root_expr(),
    };
    cx.broken = cx.broken_expressions(body.root_expr());
    let (graph, typed) = Lower::body(&mut cx, body);
    let tainted = !cx.gaps.is_empty()
        || !cx.unexpanded.is_empty()
        || !cx.broken.is_empty()
        || cx.infer.diagnostics().iter().any(is_error)
        || cx.infer.has_type_mismatches()
        || cx.has_unknown_variants();
    Lowered {
        tainted,
        values: cx.values,
        graph,
        typed,
        gaps: cx.gaps,
    }
}

/// Whether a diagnostic is an error: that a path leaves lifetimes out is allowed in most places.
fn is_error(diagnostic: &InferenceDiagnostic) -> bool {
    let (InferenceDiagnostic::PathDiagnostic { diag: path, .. }
    | InferenceDiagnostic::TyDiagnostic {
        diag: TyLoweringDiagnostic::PathDiagnostic { diag: path, .. },
        ..
    }) = diagnostic
    else {
        return true;
    };
    !matches!(
        path,
        PathLoweringDiagnostic::ElidedLifetimesInPath {
            hard_error: false,
            ..
        }
    )
}

/// What the graphs of a body and its closures share.
pub(super) struct BodyCx<'db> {
    db: &'db dyn HirDatabase,
    owner: ExpressionStoreOwnerId,
    generic_def: GenericDefId,
    store: &'db ExpressionStore,
    infer: &'db InferenceResult<'db>,
    types: Types<'db>,
    callees: Callees<'db>,
    resolver: Resolver<'db>,
    names: Names<'db>,
    edition: Edition,
    values: Vec<Value<Origin>>,
    value_of: FxHashMap<BindingId, ValueId>,
    gaps: Vec<Gap<Origin>>,
    /// How many adjustments to ignore at the end of an expression's list: rustc removes those that
    /// inference adds for operators and indexing which turn out to be built in
    /// (`rustc_hir_typeck::writeback`), or does not add where a type is coerced to itself.
    trimmed: FxHashMap<ExprId, usize>,
    /// Names in macro calls that could not be expanded.
    unexpanded: &'db FxHashSet<String>,
    /// Blocks and `if`s from macros to which the crate's edition does not apply.
    other_edition: &'db FxHashSet<u32>,
    /// Patterns of `super let` statements.
    super_lets: &'db FxHashSet<u32>,
    /// Expressions that are missing or of unknown type.
    broken: FxHashSet<ExprId>,
    /// `self`, as the user wrote it.
    self_binding: Option<BindingId>,
    /// The body's expression.
    root: ExprId,
}

impl<'db> BodyCx<'db> {
    /// Whether the temporaries of a block or `if` are dropped by the rules of edition 2024.
    fn is_2024(&self, expr: ExprId) -> bool {
        is_2024(self.edition) != self.other_edition.contains(&raw(expr))
    }

    /// Whether the body is evaluated when the program is compiled.
    fn is_constant(&self) -> bool {
        matches!(
            self.generic_def,
            GenericDefId::ConstId(_) | GenericDefId::StaticId(_)
        )
    }

    fn is_static(&self) -> bool {
        matches!(self.generic_def, GenericDefId::StaticId(_))
    }

    /// Whether the expression formats arguments of which the format string does not use all. That is an error, or the
    /// string is wrong or comes from another file.
    fn has_unused_arguments(&self, expr: ExprId) -> bool {
        let Expr::Block {
            statements,
            tail: Some(tail),
            ..
        } = &self.store[expr]
        else {
            return false;
        };
        let call = match self.store[*tail] {
            Expr::Unsafe {
                tail: Some(call), ..
            } => call,
            // No placeholder is read.
            _ => *tail,
        };
        let Expr::Call { callee, .. } = self.store[call] else {
            return false;
        };
        // A function of the type of format arguments; `a..=b` calls one that is a language item itself.
        let formats = matches!(self.store[callee], Expr::Path(Path::LangItem(_, Some(_))));
        let is_unused = |it: &Statement| matches!(it, Statement::Expr { .. });
        formats && statements.iter().any(is_unused)
    }

    /// The type of what a body with this root expression returns. That of the expression is `!` if all its ways end
    /// in a `return`.
    fn result_ty(&self, root: ExprId) -> Ty<'db> {
        let ty = self.adjusted_ty(root);
        if !ty.is_never() {
            return ty;
        }
        let mut pending = vec![root];
        while let Some(expr) = pending.pop() {
            match self.store[expr] {
                Expr::Closure { .. } => continue,
                Expr::Return { expr: Some(value) } => return self.adjusted_ty(value),
                _ => {}
            }
            self.store
                .walk_child_exprs(expr, |child| pending.push(child));
        }
        ty
    }

    /// The type of an expression behind all its adjustments.
    fn adjusted_ty(&self, expr: ExprId) -> Ty<'db> {
        let adjustments = self.infer.expr_adjustment(expr).unwrap_or_default();
        adjustments
            .last()
            .map_or_else(|| self.infer.expr_ty(expr), |it| it.target.as_ref())
    }

    /// Whether a pattern names a variant or struct that there is not (E0531): rust-analyzer does not say so.
    fn has_unknown_variants(&self) -> bool {
        self.store.pats().any(|(pat, content)| {
            matches!(content, Pat::TupleStruct { .. } | Pat::Record { .. })
                && self.infer.variant_resolution_for_pat(pat).is_none()
        })
    }

    /// What is missing or of unknown type below `root`, without the constants of types and array lengths: they are
    /// bodies of their own, whose types the body's inference does not know.
    fn broken_expressions(&self, root: ExprId) -> FxHashSet<ExprId> {
        let broken = |it: &ExprId| {
            matches!(self.store[*it], Expr::Missing)
                || self.has_unused_arguments(*it)
                || self.infer.expr_ty(*it).references_non_lt_error()
        };
        self.expressions(root).filter(broken).collect()
    }

    /// An expression and all below it, bodies of closures included.
    fn expressions(&self, root: ExprId) -> impl Iterator<Item = ExprId> + use<'db> {
        let store = self.store;
        let mut pending = vec![root];
        std::iter::from_fn(move || {
            let expr = pending.pop()?;
            store.walk_child_exprs(expr, |child| pending.push(child));
            Some(expr)
        })
    }
}

/// An expression with the first `adjusted` of its adjustments applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Thir {
    expr: ExprId,
    adjusted: usize,
}

/// Why an expression's value is taken, and where it goes.
#[derive(Debug, Clone)]
struct Use {
    cause: Cause,
    into: Destination,
}

impl Use {
    fn temporary() -> Use {
        Use {
            cause: Cause::Temporary,
            into: Destination::Temporary,
        }
    }

    fn new(cause: Cause, into: Destination) -> Use {
        Use { cause, into }
    }
}

/// A block, loop or body that can be left from inside.
struct Breakable {
    label: Option<LabelId>,
    is_loop: bool,
    /// Number of scopes that stay open.
    depth: usize,
    /// Where the value of `break` goes, and how that use is described.
    destination: PlaceId,
    usage: Use,
    breaks: DropTree,
    continues: DropTree,
}

/// The `if` whose condition is being lowered.
struct IfThen {
    depth: usize,
    failures: DropTree,
}

/// Lowers the expressions of one graph: a body, closure or async block.
struct Lower<'a, 'db> {
    cx: &'a mut BodyCx<'db>,
    builder: Builder<'db>,
    scopes: Scopes,
    /// Where temporaries of the current expression are dropped.
    temp_scope: ScopeIndex,
    /// Where bindings that are declared now are dropped.
    var_scope: ScopeIndex,
    /// Expressions whose temporary lives longer, by temporary lifetime extension.
    extended: FxHashMap<ExprId, ScopeIndex>,
    /// Variables of `super let` in blocks whose value's lifetime is extended.
    extended_lets: FxHashMap<PatId, ScopeIndex>,
    /// Expressions that denote places which are changed, though inference takes them to be looked at.
    changed: FxHashSet<ExprId>,
    /// The iterators of `for` loops, with the expressions that make them.
    iterators: FxHashMap<BindingId, Origin>,
    /// Expressions of desugarings, with what the user wrote in their place.
    desugared: FxHashMap<ExprId, Origin>,
    /// A value that is not evaluated but there all the time, while a place inside is made.
    promoted: Option<ExprId>,
    /// The addresses of such values.
    promotions: FxHashSet<LocalId>,
    /// The block that a format macro expands to, while what follows its arguments is lowered.
    format_block: Option<ExprId>,
    /// The references to their arguments that format macros expand to.
    format_arguments: FxHashSet<ExprId>,
    locals: FxHashMap<BindingId, LocalId>,
    /// Inside a match guard: references to the places that the arm's bindings will be made from.
    guarded: FxHashMap<BindingId, LocalId>,
    breakables: Vec<Breakable>,
    conditions: Vec<IfThen>,
    return_place: PlaceId,
    returns: DropTree,
    closure: Option<closure::ClosureCx>,
}

impl<'a, 'db> Lower<'a, 'db> {
    fn new(cx: &'a mut BodyCx<'db>, return_ty: Ty<'db>, closure: Option<Origin>) -> Self {
        let mut builder = Builder::new(closure);
        let return_local = builder.local(
            &mut cx.types,
            LocalKind::Return,
            String::new(),
            return_ty,
            false,
        );
        let return_place = builder.place_of(return_local);
        let mut scopes = Scopes::default();
        let outermost = scopes.push(closure.unwrap_or(Origin::ItemEnd));
        Lower {
            cx,
            builder,
            scopes,
            temp_scope: outermost,
            var_scope: outermost,
            extended: FxHashMap::default(),
            extended_lets: FxHashMap::default(),
            changed: FxHashSet::default(),
            iterators: FxHashMap::default(),
            desugared: FxHashMap::default(),
            promoted: None,
            promotions: FxHashSet::default(),
            format_block: None,
            format_arguments: FxHashSet::default(),
            locals: FxHashMap::default(),
            guarded: FxHashMap::default(),
            breakables: Vec::new(),
            conditions: Vec::new(),
            return_place,
            returns: DropTree::default(),
            closure: None,
        }
    }

    /// Lowers a whole item: parameters, then the root expression into the returned place.
    fn body(cx: &'a mut BodyCx<'db>, body: &Body) -> (Graph, TypedGraph<'db>) {
        let root = body.root_expr();
        let return_ty = cx.result_ty(root);
        let is_async_fn = matches!(
            &body.store[root],
            Expr::Closure { closure_kind, .. } if closure::is_function_coroutine(closure_kind)
        );
        let mut this = Lower::new(cx, return_ty, None);
        if is_async_fn {
            this.builder.set_makes_future();
        }
        if let Some(self_param) = body.self_param {
            let ty = this.cx.infer.binding_ty(self_param.formal);
            let origin = Origin::SelfParam;
            let local = if is_async_fn {
                this.hidden_local(self_param.formal, ty)
            } else {
                this.declare_value(self_param.formal, origin, ty, true, true)
            };
            this.builder.add_parameter(local);
            this.schedule_binding(self_param.formal);
        }
        for param in &body.params {
            this.parameter(param.formal, is_async_fn);
        }
        if this.cx.is_constant() {
            this.extend_expression(root, ScopeIndex::PROGRAM);
        }
        this.finish(root)
    }

    /// Lowers the root expression and closes all scopes.
    fn finish(mut self, root: ExprId) -> (Graph, TypedGraph<'db>) {
        let end = self.scopes.end_of(self.var_scope);
        let usage = Use::new(Cause::Return, Destination::Caller);
        self.terminating(end, |this| {
            this.into(this.return_place, this.full(root), &usage)
        });
        self.scopes.pop(&mut self.builder);
        let returns = std::mem::take(&mut self.returns);
        if returns.is_used() {
            let exit = self.builder.new_block();
            self.builder.goto(exit);
            returns.build(&mut self.builder, exit);
        }
        self.builder.finish(&mut self.cx.types)
    }

    /// A parameter of a function or closure. The argument is dropped with the body; bindings of a
    /// pattern are declared after it and dropped before.
    fn parameter(&mut self, pat: PatId, hidden: bool) {
        let ty = self.matched_ty(pat);
        if let Some(id) = self.plain_binding(pat) {
            let local = if hidden || self.cx.store[id].name.is_generated() {
                self.hidden_local(id, ty)
            } else {
                self.declare_value(id, binding_name(pat), ty, true, true)
            };
            self.builder.add_parameter(local);
            self.schedule_binding(id);
            return;
        }
        let argument = self.new_temp(ty, true);
        self.builder.add_parameter(argument);
        self.schedule(self.var_scope, argument, Some(pat_origin(pat)));
        let place = self.builder.place_of(argument);
        self.declare_bindings(pat, true);
        self.bind_irrefutable(pat, place, pat_origin(pat));
    }

    /// The type of what the pattern is matched against: with the references that default binding modes
    /// look through.
    fn matched_ty(&self, pat: PatId) -> Ty<'db> {
        let adjustments = self.cx.infer.pat_adjustment(pat).unwrap_or_default();
        adjustments
            .first()
            .map_or_else(|| self.cx.infer.pat_ty(pat), |it| it.source.as_ref())
    }

    /// The binding of a pattern that binds by value and does nothing else.
    fn plain_binding(&self, pat: PatId) -> Option<BindingId> {
        let Pat::Bind { id, subpat: None } = self.cx.store[pat] else {
            return None;
        };
        self.binds_by_value(pat).then_some(id)
    }

    fn binds_by_value(&self, pat: PatId) -> bool {
        self.cx
            .infer
            .binding_mode(pat)
            .is_none_or(|mode| matches!(mode.0, ra_ap_hir_ty::ByRef::No))
    }

    // ----- locals ------------------------------------------------------------------------------

    /// A local that stands for a named binding. `initialised`: it holds a value on entry.
    fn declare_value(
        &mut self,
        id: BindingId,
        declared: Origin,
        ty: Ty<'db>,
        parameter: bool,
        initialised: bool,
    ) -> LocalId {
        let name = self.cx.types.name(&self.cx.store[id].name);
        let value = self.value(id, declared, ty, parameter);
        let local = self.builder.local(
            &mut self.cx.types,
            LocalKind::Named(value),
            name,
            ty,
            initialised,
        );
        if !initialised {
            self.builder
                .push(StatementKind::StorageLive(local), declared);
        }
        self.locals.insert(id, local);
        local
    }

    fn value(&mut self, id: BindingId, declared: Origin, ty: Ty<'db>, parameter: bool) -> ValueId {
        if let Some(&value) = self.cx.value_of.get(&id) {
            return value;
        }
        let value = ValueId(self.cx.values.len() as u32);
        let facts = self.cx.types.of(ty);
        let mode = self.cx.store[id].mode;
        self.cx.values.push(Value {
            name: self.cx.types.name(&self.cx.store[id].name),
            declared,
            scope: Some(self.scopes.end_of(self.var_scope)),
            ty: self.cx.types.text(ty),
            copy: facts.copy,
            not_copy: self.cx.types.not_copy(ty),
            needs_drop: facts.needs_drop,
            size: self.cx.types.size(ty),
            heap: self.cx.types.heap(ty),
            parameter,
            mutable: mode == ra_ap_hir_def::hir::BindingAnnotation::Mutable,
            closure: self.builder_closure(),
        });
        self.cx.value_of.insert(id, value);
        value
    }

    fn builder_closure(&self) -> Option<Origin> {
        self.closure.as_ref().map(|closure| closure.origin)
    }

    /// A local for a binding that the user did not write.
    fn hidden_local(&mut self, id: BindingId, ty: Ty<'db>) -> LocalId {
        let local = self.new_temp(ty, true);
        self.locals.insert(id, local);
        local
    }

    fn new_temp(&mut self, ty: Ty<'db>, initialised: bool) -> LocalId {
        self.builder.local(
            &mut self.cx.types,
            LocalKind::Temporary,
            String::new(),
            ty,
            initialised,
        )
    }

    /// The drop of a binding's local at the end of the scope that bindings belong to now.
    fn schedule_binding(&mut self, id: BindingId) {
        if let Some(&local) = self.locals.get(&id) {
            self.forget_if_mentioned(local);
            let iterator = self.iterators.get(&id).copied();
            self.schedule(self.var_scope, local, iterator);
        }
    }

    /// A variable that a macro call mentions which could not be expanded may be moved there.
    fn forget_if_mentioned(&mut self, local: LocalId) {
        let place = self.builder.place_of(local);
        let node = self.builder.place(place);
        if !node.ty.copy && self.cx.unexpanded.contains(without_escape(&node.text)) {
            self.builder
                .push(StatementKind::Forget(place), Origin::Item);
        }
    }

    fn schedule(&mut self, scope: ScopeIndex, local: LocalId, created: Option<Origin>) {
        self.scopes.schedule(scope, local, DropKind::Storage, None);
        let place = self.builder.place_of(local);
        let ty = self.builder.place(place).ty;
        if ty.needs_drop || ty.hidden || ty.unknown {
            if created.is_some() {
                self.builder.name_by_type(&self.cx.types, local);
            }
            self.scopes.schedule(scope, local, DropKind::Value, created);
        }
    }

    // ----- scopes ------------------------------------------------------------------------------

    /// Runs `f` in a scope that ends at `end` and takes temporaries.
    fn terminating<R>(&mut self, end: Origin, f: impl FnOnce(&mut Self) -> R) -> R {
        let saved = self.temp_scope;
        self.temp_scope = self.scopes.push(end);
        let result = f(self);
        self.scopes.pop(&mut self.builder);
        self.temp_scope = saved;
        result
    }

    /// Runs `f` in the scope of an expression, which takes the values of its operands.
    fn evaluating<R>(&mut self, expr: ExprId, f: impl FnOnce(&mut Self) -> R) -> R {
        self.scopes.push(expr_end(expr));
        let result = f(self);
        self.scopes.pop(&mut self.builder);
        result
    }

    /// Runs `f` in a scope that ends at `end` and takes bindings, but no temporaries.
    fn scoped<R>(&mut self, end: Origin, f: impl FnOnce(&mut Self) -> R) -> R {
        let saved = self.var_scope;
        self.var_scope = self.scopes.push(end);
        let result = f(self);
        self.scopes.pop(&mut self.builder);
        self.var_scope = saved;
        result
    }

    // ----- expressions -------------------------------------------------------------------------

    /// The expression with all its adjustments.
    fn full(&self, expr: ExprId) -> Thir {
        let all = self
            .cx
            .infer
            .expr_adjustment(expr)
            .map_or(0, <[Adjustment]>::len);
        let trimmed = self.cx.trimmed.get(&expr).copied().unwrap_or(0);
        Thir {
            expr,
            adjusted: all.saturating_sub(trimmed),
        }
    }

    /// The outermost adjustment that is applied, and the expression below it.
    fn adjustment(&self, e: Thir) -> Option<(&'db Adjustment, Thir)> {
        let below = e.adjusted.checked_sub(1)?;
        let adjustment = self.cx.infer.expr_adjustment(e.expr)?.get(below)?;
        Some((
            adjustment,
            Thir {
                expr: e.expr,
                adjusted: below,
            },
        ))
    }

    fn ty(&self, e: Thir) -> Ty<'db> {
        match self.adjustment(e) {
            // Inference's type of the pointer does not tell which lifetimes are its own parameters.
            Some((adjustment, below))
                if matches!(
                    adjustment.kind,
                    Adjust::Pointer(PointerCast::ReifyFnPointer)
                ) =>
            {
                pointer_to(self.cx.types.interner, self.ty(below))
                    .unwrap_or(adjustment.target.as_ref())
            }
            Some((adjustment, _)) => adjustment.target.as_ref(),
            None => self.cx.infer.expr_ty(e.expr),
        }
    }

    fn gap(&mut self, expr: ExprId, reason: GapReason) {
        self.cx.gaps.push(Gap {
            at: expr_origin(expr),
            reason,
        });
    }

    // ----- uses of places ----------------------------------------------------------------------

    /// The place by value: a copy where its type is `Copy`, else a move.
    fn consume(&mut self, place: PlaceId, origin: Origin, usage: &Use) -> Operand {
        let Some(place) = self.resolve(place) else {
            return Operand::Constant;
        };
        let usage = Usage {
            origin,
            cause: usage.cause.clone(),
            into: usage.into.clone(),
            capture: None,
            matched: None,
        };
        if self.builder.place(place).ty.copy {
            Operand::Copy(place, usage)
        } else {
            Operand::Move(place, usage)
        }
    }

    fn assign_operands(&mut self, dest: PlaceId, operands: Vec<Operand>, origin: Origin) {
        self.builder
            .assign(dest, Rvalue::Operands(operands), origin);
    }

    /// `dest = …`, made of the operands in a way that matters for their lifetimes.
    fn assign_made(
        &mut self,
        dest: PlaceId,
        operands: Vec<Operand>,
        origin: Origin,
        making: Making<'db>,
    ) {
        self.assign_operands(dest, operands, origin);
        self.builder.made_by(making);
    }

    /// How a method or overloaded operator makes its result; `None` if inference did not find it.
    fn method_making(&mut self, expr: ExprId) -> Option<Making<'db>> {
        let (function, args) = self.cx.infer.method_resolution(expr)?;
        Some(Making::Call {
            function,
            args,
            written: self.written_method(expr, function).map(Box::new),
            tupled: false,
        })
    }

    fn goto(&mut self, block: BlockId) {
        self.builder.goto(block);
    }

    fn diverge_if_never(&mut self, ty: Ty<'db>) {
        if self.cx.types.is_uninhabited(ty) {
            self.builder.diverge();
        }
    }
}

fn raw(expr: ExprId) -> u32 {
    expr.into_raw().into_u32()
}

fn expr_origin(expr: ExprId) -> Origin {
    Origin::Expr(raw(expr))
}

fn expr_end(expr: ExprId) -> Origin {
    Origin::ExprEnd(raw(expr))
}

fn pat_origin(pat: PatId) -> Origin {
    Origin::Pat(pat.into_raw().into_u32())
}

fn binding_origin(pat: PatId) -> Origin {
    Origin::Binding(pat.into_raw().into_u32())
}

fn binding_name(pat: PatId) -> Origin {
    Origin::BindingName(pat.into_raw().into_u32())
}

//! Blocks and statements (`rustc_mir_build::builder::block`).

use ra_ap_hir_def::hir::{Expr, ExprId, LabelId, Pat, PatId, Statement};

use super::{Lower, Use, binding_name, expr_end, expr_origin, raw};
use crate::{
    facts::{BorrowKind, Cause, Destination},
    flow::{
        graph::{Operand, Origin, PlaceId, StatementKind},
        regions::has_regions,
        scope::ScopeIndex,
        typed::WrittenType,
    },
};

impl<'db> Lower<'_, 'db> {
    pub(super) fn block(
        &mut self,
        dest: PlaceId,
        expr: ExprId,
        statements: &'db [Statement],
        tail: Option<ExprId>,
        label: Option<LabelId>,
        usage: &Use,
    ) {
        if label.is_some() {
            self.breakable(dest, label, usage, |this| {
                this.block_body(dest, expr, statements, tail, usage);
            });
        } else {
            self.block_body(dest, expr, statements, tail, usage);
        }
    }

    fn block_body(
        &mut self,
        dest: PlaceId,
        expr: ExprId,
        statements: &'db [Statement],
        tail: Option<ExprId>,
        usage: &Use,
    ) {
        // Format arguments expand to a block whose `super let`s live as long as temporaries of the
        // expression around it (`rustc_ast_lowering::format`).
        let format = self.is_format_block(statements);
        let made_at =
            (format && !self.may_be_text(statements)).then_some(Origin::MacroCall(raw(expr)));
        let unused = self.cx.has_unused_arguments(expr);
        // The first statements of the block around an `async fn`'s body declare its parameters.
        let parameters = self.closure.as_ref().is_some_and(|closure| {
            closure.declares_parameters
                && closure
                    .desugared_block
                    .is_some_and(|(block, _)| block == expr)
        });
        let end = self.block_end(expr);
        let saved_var_scope = self.var_scope;
        let outer_depth = self.scopes.depth();
        self.scopes.push(end);
        for statement in statements {
            match statement {
                Statement::Let {
                    pat,
                    type_ref,
                    initializer,
                    else_branch,
                } => {
                    if format {
                        self.format_arguments(*pat, *initializer, made_at);
                        self.format_block = Some(expr);
                        continue;
                    }
                    if let (Some(scope), Some(init)) = (self.super_let_scope(*pat), *initializer) {
                        self.super_let(*pat, init, scope);
                        continue;
                    }
                    // Bindings are in scope, and dropped, in the remainder of the block.
                    self.var_scope = self.scopes.push(end);
                    let written = type_ref.and_then(|it| self.written_type(it));
                    self.let_statement(*pat, written, *initializer, *else_branch, parameters);
                    if let Some(written) = written {
                        self.annotate_bindings(*pat, written);
                    }
                }
                Statement::Expr { expr, .. } if unused => self.unused_argument(*expr),
                Statement::Expr { expr, .. } => {
                    self.terminating(Origin::StatementEnd(raw(*expr)), |this| {
                        this.discard(*expr);
                    });
                }
                Statement::Item(_) => {}
            }
        }
        match tail {
            Some(tail) if self.cx.is_2024(expr) && !format => {
                self.terminating(expr_end(tail), |this| {
                    this.into(dest, this.full(tail), usage)
                });
            }
            Some(tail) => {
                let e = self.full(tail);
                self.into(dest, e, usage);
            }
            None => self.assign_operands(dest, vec![Operand::Constant], expr_origin(expr)),
        }
        if format {
            self.format_block = None;
        }
        while self.scopes.depth() > outer_depth {
            self.scopes.pop(&mut self.builder);
        }
        self.var_scope = saved_var_scope;
    }

    /// The scope of a `super let`'s variable: that of the block's extended temporaries, else that of its
    /// temporaries. `None` for an ordinary `let`.
    fn super_let_scope(&self, pat: PatId) -> Option<ScopeIndex> {
        let is_super = self.cx.super_lets.contains(&pat.into_raw().into_u32());
        let extended = self.extended_lets.get(&pat).copied();
        is_super.then(|| extended.unwrap_or(self.temp_scope))
    }

    /// `super let pat = init;`, whose temporaries live as long as those of the expression around the block
    /// (`rustc_hir_analysis::check::region`).
    fn super_let(&mut self, pat: PatId, init: ExprId, scope: ScopeIndex) {
        let saved = std::mem::replace(&mut self.var_scope, scope);
        if self.extended_lets.contains_key(&pat) {
            self.extend_temporaries(pat, init, scope);
        }
        self.let_pattern(pat, None, init, false);
        self.var_scope = saved;
    }

    /// Where a block ends: with its brace, unless desugaring made it.
    fn block_end(&self, expr: ExprId) -> Origin {
        match self
            .closure
            .as_ref()
            .and_then(|closure| closure.desugared_block)
        {
            Some((block, end)) if block == expr => end,
            _ => expr_end(expr),
        }
    }

    fn is_format_block(&self, statements: &[Statement]) -> bool {
        statements.first().is_some_and(|statement| match statement {
            Statement::Let {
                pat,
                initializer: Some(init),
                ..
            } => {
                self.binds_generated_name(*pat)
                    && matches!(self.cx.store[*init], Expr::Tuple { .. })
            }
            _ => false,
        })
    }

    /// Whether `expr` is one of the references that format arguments expand to.
    pub(super) fn is_format_argument(&self, expr: ExprId) -> bool {
        self.format_arguments.contains(&expr)
    }

    fn binds_generated_name(&self, pat: PatId) -> bool {
        matches!(self.cx.store[pat], Pat::Bind { id, .. } if self.cx.store[id].name.is_generated())
    }

    fn format_arguments(&mut self, pat: PatId, init: Option<ExprId>, made_at: Option<Origin>) {
        let (Pat::Bind { id, .. }, Some(init)) = (&self.cx.store[pat], init) else {
            return;
        };
        if let Expr::Tuple { exprs } = &self.cx.store[init] {
            self.format_arguments.extend(exprs.iter().copied());
        }
        if let Some(made_at) = made_at {
            self.desugared.insert(init, made_at);
        }
        if let Some(&scope) = self.extended_lets.get(&pat) {
            self.extend_operand(init, scope);
            self.extend_expression(init, scope);
        }
        let e = self.full(init);
        let local = self.temp(e, &Use::temporary());
        self.locals.insert(*id, local);
    }

    /// Whether the arguments of a formatting macro, which its first statement borrows, may become parts of the text
    /// around them: literals do (`rustc_ast_lowering::format`, `inline_literals`).
    fn may_be_text(&self, statements: &[Statement]) -> bool {
        let Some(Statement::Let {
            initializer: Some(init),
            ..
        }) = statements.first()
        else {
            return false;
        };
        let Expr::Tuple { exprs } = &self.cx.store[*init] else {
            return false;
        };
        exprs.iter().all(|&borrow| match self.cx.store[borrow] {
            Expr::Ref { expr, .. } => matches!(self.cx.store[expr], Expr::Literal(_)),
            _ => false,
        })
    }

    /// A formatting macro borrows all its arguments, whatever the format string says of them.
    fn unused_argument(&mut self, expr: ExprId) {
        let place = self.borrowed_place(self.full(expr), false);
        let ty = self.cx.types.reference(self.builder.ty(place), false);
        let temp = self.new_temp(ty, false);
        let dest = self.builder.place_of(temp);
        let usage = Use::new(Cause::Format, Destination::Temporary);
        self.borrow(dest, place, BorrowKind::Shared, expr, &usage, true);
    }

    /// `let pat = init else { … };`
    fn let_statement(
        &mut self,
        pat: PatId,
        written: Option<WrittenType<'db>>,
        init: Option<ExprId>,
        else_branch: Option<ExprId>,
        parameter: bool,
    ) {
        let Some(init) = init else {
            self.declare_bindings(pat, false);
            self.schedule_bindings(pat);
            return;
        };
        self.extend_temporaries(pat, init, self.var_scope);
        let end = Origin::StatementEnd(raw(init));
        if let Some(else_branch) = else_branch {
            self.let_else(pat, written, init, else_branch, end);
        } else {
            let from = self.builder.point();
            self.terminating(end, |this| this.let_pattern(pat, written, init, parameter));
            if parameter {
                self.builder.desugared(from);
            }
        }
    }

    fn let_pattern(
        &mut self,
        pat: PatId,
        written: Option<WrittenType<'db>>,
        init: ExprId,
        parameter: bool,
    ) {
        let e = self.full(init);
        if let Some(id) = self.plain_binding(pat) {
            self.declare_bindings(pat, parameter);
            let Some(&local) = self.locals.get(&id) else {
                return;
            };
            let into = self
                .cx
                .value_of
                .get(&id)
                .map_or(Destination::Temporary, |&value| Destination::Value(value));
            let usage = Use::new(Cause::Initialiser, into);
            let place = self.builder.place_of(local);
            self.into(place, e, &usage);
            if has_regions(self.cx.infer.binding_ty(id)) {
                // That the variable has a value counts as a use of it (`FakeReadCause::ForLet`).
                self.builder
                    .push(StatementKind::Mention(place), binding_name(pat));
                self.builder.silence();
            }
            self.schedule_binding(id);
            return;
        }
        let place = self.matched_place(e, &[pat]);
        self.annotate_matched(place, written);
        if self.resolve(place).is_some() {
            self.mention(place, init);
            self.builder.silence();
        }
        self.declare_bindings(pat, parameter);
        self.bind_irrefutable(pat, place, expr_origin(init));
    }

    fn let_else(
        &mut self,
        pat: PatId,
        written: Option<WrittenType<'db>>,
        init: ExprId,
        else_branch: ExprId,
        end: Origin,
    ) {
        self.declare_bindings(pat, false);
        let failed = self.failable(|this| {
            this.terminating(end, |this| {
                let e = this.full(init);
                let place = this.matched_place(e, &[pat]);
                this.annotate_matched(place, written);
                this.mention(place, init);
                this.match_or_fail(pat, place, expr_origin(init));
            });
        });
        let matched = self.builder.current();
        self.builder.switch_to(failed);
        let usage = Use::temporary();
        let ty = self.cx.infer.expr_ty(else_branch);
        let unit = self.new_temp(ty, false);
        self.into(self.builder.place_of(unit), self.full(else_branch), &usage);
        self.builder.switch_to(matched);
    }

    /// Declares the locals of all bindings in a pattern, uninitialised.
    pub(super) fn declare_bindings(&mut self, pat: PatId, parameter: bool) {
        let mut bindings = Vec::new();
        self.cx.store.walk_pats(pat, &mut |pat| {
            if let Pat::Bind { id, .. } = self.cx.store[pat] {
                bindings.push((id, pat));
            }
        });
        for (id, pat) in bindings {
            // The alternatives of an or-pattern bind the same names.
            if self.locals.contains_key(&id) {
                continue;
            }
            let ty = self.cx.infer.binding_ty(id);
            let declared = if self.cx.self_binding == Some(id) {
                Origin::SelfParam
            } else {
                binding_name(pat)
            };
            if self.cx.store[id].name.is_generated() {
                let local = self.new_temp(ty, false);
                self.builder
                    .push(StatementKind::StorageLive(local), declared);
                self.locals.insert(id, local);
            } else {
                self.declare_value(id, declared, ty, parameter, false);
            }
        }
    }

    pub(super) fn schedule_bindings(&mut self, pat: PatId) {
        let mut bindings = Vec::new();
        self.cx
            .store
            .walk_bindings_in_pat(pat, |id| bindings.push(id));
        bindings.dedup();
        for id in bindings {
            self.schedule_binding(id);
        }
    }
}

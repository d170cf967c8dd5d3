// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC6909} from "solady/tokens/ERC6909.sol";

import {Ledger} from "src/Ledger.sol";

import {LedgerBase} from "./LedgerBase.sol";

// transferFrom
// ├── when the caller is the holder: it moves without an allowance
// ├── when the holder approved the caller
// │   ├── it moves, lowers the allowance and emits Transfer in the spender's name
// │   ├── given no limit: the allowance stays
// │   └── given less: it reverts
// ├── when the caller is an operator: it moves any id
// ├── when the holder took the operator back: it reverts
// ├── when the holder holds fewer: it reverts
// ├── when the receiver is nobody or the Ledger: it reverts
// ├── when native coin is sent along: it reverts
// └── given a restricted series: it asks the issuer, with the spender as operator
// approve, setOperator
// ├── it sets what was asked and emits it
// └── when native coin is sent along: it reverts
contract LedgerTransferFromTest is LedgerBase {
    function test_movesOwn_withoutAllowance(uint256 amount) public {
        _fund(alice.account, amount);

        vm.prank(alice.account);
        _expectTransfer(alice.account, alice.account, bob.account, id, amount);
        assertTrue(ledger.transferFrom(alice.account, bob.account, id, amount));
    }

    function test_moves_whenApproved(uint256 amount, uint256 part, uint256 allowed) public {
        allowed = bound(allowed, 0, type(uint256).max - 1);
        part = bound(part, 0, amount < allowed ? amount : allowed);
        _fund(alice.account, amount);
        _approve(allowed);

        vm.prank(bob.account);
        _expectTransfer(bob.account, alice.account, carol.account, id, part);
        assertTrue(ledger.transferFrom(alice.account, carol.account, id, part));

        _assertBalance(carol.account, id, part);
        assertEq(ledger.allowance(alice.account, bob.account, id), allowed - part);
    }

    function test_keepsAllowance_whenWithoutLimit(uint256 amount) public {
        _fund(alice.account, amount);
        _approve(type(uint256).max);

        vm.prank(bob.account);
        ledger.transferFrom(alice.account, carol.account, id, amount);

        assertEq(ledger.allowance(alice.account, bob.account, id), type(uint256).max);
    }

    function test_reverts_whenApprovedLess(uint256 amount, uint256 allowed) public {
        amount = bound(amount, 1, type(uint256).max);
        allowed = bound(allowed, 0, amount - 1);
        _fund(alice.account, amount);
        _approve(allowed);

        vm.prank(bob.account);
        vm.expectRevert(ERC6909.InsufficientPermission.selector);
        ledger.transferFrom(alice.account, carol.account, id, amount);
    }

    function test_moves_whenOperator(uint128 amount, uint128 units) public {
        _fund(alice.account, amount);
        issuer.issue(OPEN, alice.account, units);
        vm.prank(alice.account);
        ledger.setOperator(bob.account, true);

        vm.startPrank(bob.account);
        ledger.transferFrom(alice.account, carol.account, id, amount);
        ledger.transferFrom(alice.account, carol.account, openId, units);

        _assertBalance(carol.account, id, amount);
        _assertBalance(carol.account, openId, units);
    }

    function test_reverts_whenOperatorWasTakenBack(uint256 amount) public {
        amount = _amount(amount);
        _fund(alice.account, amount);
        vm.startPrank(alice.account);
        ledger.setOperator(bob.account, true);
        ledger.setOperator(bob.account, false);
        vm.stopPrank();

        vm.prank(bob.account);
        vm.expectRevert(ERC6909.InsufficientPermission.selector);
        ledger.transferFrom(alice.account, carol.account, id, amount);
    }

    function test_reverts_whenHoldingFewer(uint128 amount, uint256 more) public {
        more = bound(more, 1, type(uint256).max - amount);
        _fund(alice.account, amount);
        _approve(type(uint256).max);

        vm.prank(bob.account);
        vm.expectRevert(ERC6909.InsufficientBalance.selector);
        ledger.transferFrom(alice.account, carol.account, id, amount + more);
    }

    function test_reverts_whenReceiverIsNobodyOrLedger(uint256 amount) public {
        vm.startPrank(bob.account);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotAReceiver.selector, address(0)));
        ledger.transferFrom(alice.account, address(0), id, amount);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotAReceiver.selector, address(ledger)));
        ledger.transferFrom(alice.account, address(ledger), id, amount);
    }

    function test_asksIssuer_whenRestricted(uint256 amount) public {
        issuer.issue(RESTRICTED, alice.account, amount);
        vm.prank(alice.account);
        ledger.setOperator(bob.account, true);

        vm.prank(bob.account);
        ledger.transferFrom(alice.account, carol.account, restrictedId, amount);

        (address operator, address from, address to, uint256 id_, uint256 amount_) = issuer.asked();
        assertEq(operator, bob.account);
        assertEq(from, alice.account);
        assertEq(to, carol.account);
        assertEq(id_, restrictedId);
        assertEq(amount_, amount);
    }

    function test_approves(address spender, uint256 units, uint256 amount) public {
        vm.prank(alice.account);
        vm.expectEmit(address(ledger));
        emit ERC6909.Approval(alice.account, spender, units, amount);
        assertTrue(ledger.approve(spender, units, amount));

        assertEq(ledger.allowance(alice.account, spender, units), amount);
    }

    function test_setsOperator(address operator, bool approved) public {
        vm.prank(alice.account);
        vm.expectEmit(address(ledger));
        emit ERC6909.OperatorSet(alice.account, operator, approved);
        assertTrue(ledger.setOperator(operator, approved));

        assertEq(ledger.isOperator(alice.account, operator), approved);
    }

    function test_reverts_whenCoinIsSentAlong(uint256 value) public {
        value = bound(value, 1, type(uint64).max);
        startHoax(alice.account, 3 * value);
        bytes memory reason = abi.encodeWithSelector(Ledger.NativeCoinUnsupported.selector, value);

        vm.expectRevert(reason);
        ledger.transferFrom{value: value}(bob.account, carol.account, id, 0);

        vm.expectRevert(reason);
        ledger.approve{value: value}(bob.account, id, 0);

        vm.expectRevert(reason);
        ledger.setOperator{value: value}(bob.account, true);
    }

    function _approve(uint256 amount) private {
        vm.prank(alice.account);
        ledger.approve(bob.account, id, amount);
    }
}

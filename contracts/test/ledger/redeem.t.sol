// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC6909} from "solady/tokens/ERC6909.sol";

import {Ledger} from "src/Ledger.sol";

import {LedgerBase} from "./LedgerBase.sol";

// redeem
// ├── given an open series
// │   ├── when the units are the issuer's own
// │   │   ├── it lowers balance and supply
// │   │   └── it emits Transfer and Redeemed
// │   ├── when the holder approved the issuer
// │   │   ├── given enough: it redeems and lowers the allowance
// │   │   ├── given no limit: it redeems and keeps the allowance
// │   │   └── given less: it reverts
// │   ├── when the issuer is the holder's operator: it redeems
// │   └── when the holder approved nothing: it reverts
// ├── given a restricted series
// │   └── it redeems from any holder without asking
// ├── when the holder has fewer: it reverts
// ├── when the series is 0: it reverts
// └── it never touches the units of another issuer
contract LedgerRedeemTest is LedgerBase {
    function test_redeemsOwn(uint256 amount, uint256 part) public {
        part = bound(part, 0, amount);
        issuer.issue(OPEN, address(issuer), amount);

        _expectTransfer(address(issuer), address(issuer), address(0), openId, part);
        vm.expectEmit(address(ledger));
        emit Ledger.Redeemed(openId, address(issuer), part);
        issuer.redeem(address(issuer), OPEN, part);

        _assertBalance(address(issuer), openId, amount - part);
        assertEq(ledger.totalSupply(openId), amount - part);
    }

    function test_redeems_whenHolderApproved(uint256 amount, uint256 part, uint256 allowed) public {
        allowed = bound(allowed, 0, type(uint256).max - 1);
        part = bound(part, 0, amount < allowed ? amount : allowed);
        issuer.issue(OPEN, alice.account, amount);
        vm.prank(alice.account);
        ledger.approve(address(issuer), openId, allowed);

        vm.expectEmit(address(ledger));
        emit ERC6909.Approval(alice.account, address(issuer), openId, allowed - part);
        issuer.redeem(alice.account, OPEN, part);

        assertEq(ledger.allowance(alice.account, address(issuer), openId), allowed - part);
        _assertBalance(alice.account, openId, amount - part);
    }

    function test_keepsAllowance_whenWithoutLimit(uint256 amount) public {
        issuer.issue(OPEN, alice.account, amount);
        vm.prank(alice.account);
        ledger.approve(address(issuer), openId, type(uint256).max);

        issuer.redeem(alice.account, OPEN, amount);

        assertEq(ledger.allowance(alice.account, address(issuer), openId), type(uint256).max);
        _assertBalance(alice.account, openId, 0);
    }

    function test_redeems_whenIssuerIsOperator(uint256 amount) public {
        issuer.issue(OPEN, alice.account, amount);
        vm.prank(alice.account);
        ledger.setOperator(address(issuer), true);

        issuer.redeem(alice.account, OPEN, amount);

        _assertBalance(alice.account, openId, 0);
    }

    function test_reverts_whenHolderApprovedLess(uint256 amount, uint256 allowed) public {
        amount = bound(amount, 1, type(uint256).max);
        allowed = bound(allowed, 0, amount - 1);
        issuer.issue(OPEN, alice.account, amount);
        vm.prank(alice.account);
        ledger.approve(address(issuer), openId, allowed);

        vm.expectRevert(ERC6909.InsufficientPermission.selector);
        issuer.redeem(alice.account, OPEN, amount);
    }

    function test_redeemsFromAnyone_whenRestricted(address holder, uint256 amount) public {
        vm.assume(holder != address(0) && holder != address(ledger));
        issuer.issue(RESTRICTED, holder, amount);
        issuer.shut(address(0));

        vm.expectEmit(address(ledger));
        emit Ledger.Redeemed(restrictedId, holder, amount);
        issuer.redeem(holder, RESTRICTED, amount);

        _assertBalance(holder, restrictedId, 0);
        assertEq(ledger.totalSupply(restrictedId), 0);
        assertEq(issuer.questions(), 0);
    }

    function test_reverts_whenHoldingFewer(uint128 amount, uint128 more) public {
        more = uint128(bound(more, 1, type(uint128).max));
        issuer.issue(RESTRICTED, alice.account, amount);
        issuer.issue(RESTRICTED, bob.account, type(uint128).max);

        vm.expectRevert(ERC6909.InsufficientBalance.selector);
        issuer.redeem(alice.account, RESTRICTED, uint256(amount) + more);
    }

    function test_reverts_whenSeriesIsReserved(uint128 amount) public {
        _fund(alice.account, amount);
        vm.prank(address(token));
        vm.expectRevert(Ledger.SeriesReserved.selector);
        ledger.redeem(alice.account, 0, amount);
    }

    function test_reverts_whenIssuerIsAnother(address caller, uint256 amount) public {
        vm.assume(caller != address(issuer));
        amount = bound(amount, 1, type(uint256).max);
        issuer.issue(RESTRICTED, alice.account, amount);

        vm.prank(caller);
        vm.expectRevert(ERC6909.InsufficientBalance.selector);
        ledger.redeem(alice.account, RESTRICTED, amount);
    }
}

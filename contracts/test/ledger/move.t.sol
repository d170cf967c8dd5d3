// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC6909} from "solady/tokens/ERC6909.sol";

import {Ledger} from "src/Ledger.sol";

import {Issuer} from "../mocks/Issuer.sol";
import {LedgerBase} from "./LedgerBase.sol";

// move
// ├── when the caller owns the account
// │   ├── it moves the units
// │   └── it emits Transfer in the owner's name
// ├── when moved to itself: the balance stays
// ├── when the account holds fewer: it reverts
// ├── when the units are under another key or owner: it reverts
// ├── when the receiver is nobody or the Ledger: it reverts
// └── given a restricted series
//     ├── it asks the issuer, with the owner as operator
//     └── when the issuer refuses: it reverts with the issuer's reason
contract LedgerMoveTest is LedgerBase {
    function test_moves(address owner, bytes32 key, uint256 amount, uint256 part, address to) public {
        part = bound(part, 0, amount);
        address account = ledger.accountOf(owner, key);
        vm.assume(to != address(0) && to != address(ledger) && to != account);
        _fund(account, amount);

        vm.prank(owner);
        _expectTransfer(owner, account, to, id, part);
        ledger.move(key, to, id, part);

        _assertBalance(account, id, amount - part);
        _assertBalance(to, id, part);
        assertEq(ledger.totalSupply(id), amount);
    }

    function test_keepsBalance_whenMovedToItself(uint256 amount, uint256 part) public {
        part = bound(part, 0, amount);
        address account = ledger.accountOf(alice.account, KEY);
        _fund(account, amount);

        vm.prank(alice.account);
        ledger.move(KEY, account, id, part);

        _assertBalance(account, id, amount);
    }

    function test_reverts_whenHoldingFewer(uint128 amount, uint256 more) public {
        more = bound(more, 1, type(uint256).max - amount);
        _fund(ledger.accountOf(alice.account, KEY), amount);

        vm.prank(alice.account);
        vm.expectRevert(ERC6909.InsufficientBalance.selector);
        ledger.move(KEY, bob.account, id, amount + more);
    }

    function test_reverts_whenNotTheOwnersKey(address owner, bytes32 key, address caller, bytes32 other, uint256 amount)
        public
    {
        vm.assume(owner != caller || key != other);
        amount = _amount(amount);
        _fund(ledger.accountOf(owner, key), amount);

        vm.prank(caller);
        vm.expectRevert(ERC6909.InsufficientBalance.selector);
        ledger.move(other, bob.account, id, amount);
    }

    function test_reverts_whenReceiverIsNobodyOrLedger(uint256 amount) public {
        vm.startPrank(alice.account);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotAReceiver.selector, address(0)));
        ledger.move(KEY, address(0), id, amount);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotAReceiver.selector, address(ledger)));
        ledger.move(KEY, address(ledger), id, amount);
    }

    function test_asksIssuer_whenRestricted(uint256 amount) public {
        address account = ledger.accountOf(alice.account, KEY);
        issuer.issue(RESTRICTED, account, amount);

        vm.prank(alice.account);
        ledger.move(KEY, bob.account, restrictedId, amount);

        (address operator, address from, address to, uint256 id_, uint256 amount_) = issuer.asked();
        assertEq(operator, alice.account);
        assertEq(from, account);
        assertEq(to, bob.account);
        assertEq(id_, restrictedId);
        assertEq(amount_, amount);
        _assertBalance(bob.account, restrictedId, amount);
    }

    function test_reverts_whenIssuerRefuses(uint256 amount) public {
        issuer.issue(RESTRICTED, ledger.accountOf(alice.account, KEY), amount);
        issuer.shut(bob.account);

        vm.prank(alice.account);
        vm.expectRevert(abi.encodeWithSelector(Issuer.ShutOut.selector, bob.account));
        ledger.move(KEY, bob.account, restrictedId, amount);
    }
}

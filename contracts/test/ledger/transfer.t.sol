// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC6909} from "solady/tokens/ERC6909.sol";

import {Ledger} from "src/Ledger.sol";

import {Agent} from "../mocks/Agent.sol";
import {Issuer} from "../mocks/Issuer.sol";
import {LedgerBase} from "./LedgerBase.sol";

// transfer
// ├── when the caller holds the units
// │   ├── it moves them
// │   └── it emits Transfer
// ├── when moved to itself: the balance stays
// ├── when the caller holds fewer: it reverts
// ├── when the receiver is nobody or the Ledger: it reverts
// ├── when native coin is sent along: it reverts
// └── given a restricted series
//     ├── it asks the issuer, with the holder as operator
//     ├── when the issuer refuses: it reverts with the issuer's reason
//     ├── when the issuer has no code: it reverts
//     └── when the issuer calls back: balances are read afterwards
contract LedgerTransferTest is LedgerBase {
    function test_moves(uint256 amount, uint256 part, address to) public {
        part = bound(part, 0, amount);
        vm.assume(to != address(0) && to != address(ledger) && to != alice.account);
        _fund(alice.account, amount);

        vm.prank(alice.account);
        _expectTransfer(alice.account, alice.account, to, id, part);
        assertTrue(ledger.transfer(to, id, part));

        _assertBalance(alice.account, id, amount - part);
        _assertBalance(to, id, part);
    }

    function test_keepsBalance_whenMovedToItself(uint256 amount, uint256 part) public {
        part = bound(part, 0, amount);
        _fund(alice.account, amount);

        vm.prank(alice.account);
        ledger.transfer(alice.account, id, part);

        _assertBalance(alice.account, id, amount);
    }

    function test_reverts_whenHoldingFewer(uint128 amount, uint256 more) public {
        more = bound(more, 1, type(uint256).max - amount);
        _fund(alice.account, amount);

        vm.prank(alice.account);
        vm.expectRevert(ERC6909.InsufficientBalance.selector);
        ledger.transfer(bob.account, id, amount + more);
    }

    function test_reverts_whenReceiverIsNobodyOrLedger(uint256 amount) public {
        vm.startPrank(alice.account);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotAReceiver.selector, address(0)));
        ledger.transfer(address(0), id, amount);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotAReceiver.selector, address(ledger)));
        ledger.transfer(address(ledger), id, amount);
    }

    function test_reverts_whenCoinIsSentAlong(uint256 value) public {
        value = bound(value, 1, type(uint128).max);
        hoax(alice.account, value);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NativeCoinUnsupported.selector, value));
        ledger.transfer{value: value}(bob.account, id, 0);
    }

    function test_asksIssuer_whenRestricted(uint256 amount) public {
        issuer.issue(RESTRICTED, alice.account, amount);

        vm.prank(alice.account);
        ledger.transfer(bob.account, restrictedId, amount);

        (address operator, address from, address to, uint256 id_, uint256 amount_) = issuer.asked();
        assertEq(operator, alice.account);
        assertEq(from, alice.account);
        assertEq(to, bob.account);
        assertEq(id_, restrictedId);
        assertEq(amount_, amount);
    }

    function test_doesNotAsk_whenOpen(uint256 amount) public {
        issuer.issue(OPEN, alice.account, amount);
        issuer.shut(bob.account);

        vm.prank(alice.account);
        ledger.transfer(bob.account, openId, amount);

        _assertBalance(bob.account, openId, amount);
        assertEq(issuer.questions(), 0);
    }

    function test_reverts_whenIssuerRefuses(uint256 amount) public {
        issuer.issue(RESTRICTED, alice.account, amount);
        issuer.shut(bob.account);
        assertFalse(issuer.mayTransfer(alice.account, alice.account, bob.account, restrictedId, amount));

        vm.prank(alice.account);
        vm.expectRevert(abi.encodeWithSelector(Issuer.ShutOut.selector, bob.account));
        ledger.transfer(bob.account, restrictedId, amount);
    }

    function test_reverts_whenIssuerHasNoCode(uint256 amount) public {
        uint256 orphan = _idOf(RESTRICTED, carol.account);
        _issue(orphan, alice.account, amount);

        vm.prank(alice.account);
        vm.expectRevert(bytes(""));
        ledger.transfer(bob.account, orphan, amount);
    }

    function test_readsAfterAsking_whenIssuerCallsBack(uint256 amount) public {
        amount = _amount(amount);
        Agent holder = new Agent();
        issuer.issue(RESTRICTED, address(holder), amount);
        bytes memory away = abi.encodeCall(Ledger.transfer, (bob.account, restrictedId, amount));
        issuer.arm(address(holder), abi.encodeCall(Agent.act, (address(ledger), away)));

        vm.expectRevert(ERC6909.InsufficientBalance.selector);
        holder.act(address(ledger), away);
    }
}

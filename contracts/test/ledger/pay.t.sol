// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC6909} from "solady/tokens/ERC6909.sol";

import {Ledger} from "src/Ledger.sol";

import {Agent} from "../mocks/Agent.sol";
import {Issuer} from "../mocks/Issuer.sol";
import {Payee} from "../mocks/Payee.sol";
import {LedgerBase} from "./LedgerBase.sol";

// pay
// ├── when the payee accepts
// │   ├── it moves the units to the payee's account
// │   ├── it tells the payee
// │   └── it emits Transfer and Paid
// ├── when the caller holds fewer: it reverts
// ├── when the payee refuses: it reverts with the payee's reason
// ├── when the payee has no code, or answers something else: it reverts
// ├── given a restricted series
// │   ├── it asks the issuer first, with the payer as operator
// │   └── when the issuer refuses: it reverts with the issuer's reason
// └── when the payee calls back
//     ├── given it moves the money on: the money is there
//     └── given it makes the payer spend again: only what is left can be spent
contract LedgerPayTest is LedgerBase {
    function test_movesAndTells(uint256 amount, uint256 part, bytes32 key, bytes calldata data) public {
        part = bound(part, 0, amount);
        _fund(alice.account, amount);
        address account = ledger.accountOf(address(payee), key);

        vm.prank(alice.account);
        _expectTransfer(alice.account, alice.account, account, id, part);
        vm.expectEmit(address(ledger));
        emit Ledger.Paid(alice.account, address(payee), key, id, part);
        ledger.pay(address(payee), key, id, part, data);

        _assertBalance(alice.account, id, amount - part);
        _assertBalance(account, id, part);
        (address payer, bytes32 key_, uint256 id_, uint256 amount_, bytes memory data_) = payee.received();
        assertEq(payer, alice.account);
        assertEq(key_, key);
        assertEq(id_, id);
        assertEq(amount_, part);
        assertEq(data_, data);
    }

    function test_reverts_whenHoldingFewer(uint128 amount, uint256 more) public {
        more = bound(more, 1, type(uint256).max - amount);
        _fund(alice.account, amount);

        vm.prank(alice.account);
        vm.expectRevert(ERC6909.InsufficientBalance.selector);
        ledger.pay(address(payee), KEY, id, amount + more, "");
    }

    function test_reverts_whenPayeeRefuses(uint128 amount, bytes calldata data) public {
        _fund(alice.account, amount);
        payee.refuse();

        vm.prank(alice.account);
        vm.expectRevert(abi.encodeWithSelector(Payee.Refused.selector, data));
        ledger.pay(address(payee), KEY, id, amount, data);
        _assertBalance(alice.account, id, amount);
    }

    function test_reverts_whenPayeeIsNone(uint128 amount, bytes4 answer) public {
        vm.assume(answer != Payee.onPayment.selector);
        _fund(alice.account, amount);
        payee.answerWith(answer);
        vm.startPrank(alice.account);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotAPayee.selector, bob.account));
        ledger.pay(bob.account, KEY, id, amount, "");

        vm.expectRevert(abi.encodeWithSelector(Ledger.NotAPayee.selector, address(payee)));
        ledger.pay(address(payee), KEY, id, amount, "");
    }

    function test_asksIssuer_whenRestricted(uint256 amount) public {
        issuer.issue(RESTRICTED, alice.account, amount);

        vm.prank(alice.account);
        ledger.pay(address(payee), KEY, restrictedId, amount, "");

        (address operator, address from, address to, uint256 id_, uint256 amount_) = issuer.asked();
        assertEq(operator, alice.account);
        assertEq(from, alice.account);
        assertEq(to, ledger.accountOf(address(payee), KEY));
        assertEq(id_, restrictedId);
        assertEq(amount_, amount);
    }

    function test_reverts_whenIssuerRefuses(uint256 amount) public {
        issuer.issue(RESTRICTED, alice.account, amount);
        address account = ledger.accountOf(address(payee), KEY);
        issuer.shut(account);

        vm.prank(alice.account);
        vm.expectRevert(abi.encodeWithSelector(Issuer.ShutOut.selector, account));
        ledger.pay(address(payee), KEY, restrictedId, amount, "");
    }

    function test_moneyIsThere_whenPayeeMovesItOn(uint128 amount) public {
        _fund(alice.account, amount);
        payee.arm(address(payee), abi.encodeCall(Payee.move, (KEY, bob.account, id, amount)));

        vm.prank(alice.account);
        ledger.pay(address(payee), KEY, id, amount, "");

        assertTrue(payee.succeeded());
        _assertBalance(bob.account, id, amount);
        _assertBalance(ledger.accountOf(address(payee), KEY), id, 0);
    }

    function test_spendsOnlyWhatIsLeft_whenPayeeCallsBack(uint256 amount, uint256 part) public {
        amount = _amount(amount);
        part = bound(part, 1, amount);
        Agent payer = new Agent();
        _fund(address(payer), amount);
        _fund(carol.account, type(uint128).max);
        bytes memory again = abi.encodeCall(Ledger.transfer, (bob.account, id, amount - part + 1));
        payee.arm(address(payer), abi.encodeCall(Agent.act, (address(ledger), again)));

        payer.act(address(ledger), abi.encodeCall(Ledger.pay, (address(payee), KEY, id, part, "")));

        assertFalse(payee.succeeded());
        assertEq(payee.result(), abi.encodeWithSelector(ERC6909.InsufficientBalance.selector));
    }

    function test_readsAfterAsking_whenIssuerCallsBack(uint256 amount) public {
        amount = _amount(amount);
        Agent payer = new Agent();
        issuer.issue(RESTRICTED, address(payer), amount);
        bytes memory away = abi.encodeCall(Ledger.transfer, (bob.account, restrictedId, amount));
        issuer.arm(address(payer), abi.encodeCall(Agent.act, (address(ledger), away)));

        vm.expectRevert(ERC6909.InsufficientBalance.selector);
        payer.act(address(ledger), abi.encodeCall(Ledger.pay, (address(payee), KEY, restrictedId, amount, "")));
    }
}

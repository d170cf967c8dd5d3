// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {NotTheLedger} from "src/Errors.sol";
import {IPayee} from "src/interfaces/IPayee.sol";
import {Payouts} from "src/Payouts.sol";
import {InstructionState, PayoutAccount} from "src/types/Payout.sol";
import {Receipt as Slip} from "src/types/Receipt.sol";

import {PayoutsBase} from "./PayoutsBase.t.sol";

// onPayment, by Ledger.pay
// ├── when the caller is not the Ledger: it reverts
// ├── when the purpose is no payout account: it reverts
// │   └── so that an attested payment to Payments itself reaches its payer
// ├── when the key is another account's, a receivable's among them: it reverts
// ├── when the units are of another series: it reverts
// ├── when the account holds less than the minimum: it reverts
// ├── when the account holds nothing: it reverts
// └── else: it pays out what was paid, and what the account held before, and emits InstructionIssued
contract PaymentsOnPaymentTest is PayoutsBase {
    function testFuzz_paysOut(uint128 before, uint128 amount) public {
        PayoutAccount memory to = _payout();
        before = uint128(bound(before, 0, 1e12));
        amount = uint128(bound(amount, to.minimum, 1e12));
        if (before != 0) _fund(to, before);
        _fund(bob.account, amount);

        vm.expectEmit(address(payments));
        emit Payouts.InstructionIssued(_instruction(to, 1), _payoutKey(to), to.owner, to, id, before + amount, 1);
        _pay(to, _payoutKey(to), id, amount);

        assertEq(_heldBy(bob.account), 0);
        _assertState(_instruction(to, 1), before + amount, InstructionState.Issued);
        _assertTotals(0, before + amount, 0);
        _assertBalanced(before + amount);
    }

    /// @dev Paying nothing is `instruct` from the minimum on.
    function test_paysOutWhatWasHeld() public {
        PayoutAccount memory to = _payout();
        _fund(to, 500);
        _pay(to, _payoutKey(to), id, 0);

        _assertState(_instruction(to, 1), 500, InstructionState.Issued);
    }

    function testFuzz_reverts_whenNotTheLedger(address caller) public {
        vm.assume(caller != address(ledger));
        PayoutAccount memory to = _payout();
        _fund(to, 500);

        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(NotTheLedger.selector, caller));
        payments.onPayment(caller, _payoutKey(to), id, 500, abi.encode(to));
    }

    /// @dev What Payments tells a payee is no payout account, so it cannot be its own payee, whatever the key.
    function test_paymentToItselfReachesPayer() public {
        PayoutAccount memory to = _payout();
        Slip memory receipt = _receipt();
        (receipt.payee, receipt.key) = (address(payments), _payoutKey(to));
        _issue(receipt);

        assertTrue(payments.bookingOf(quorum, _paymentKey(receipt)).bounced);
        assertEq(_heldBy(alice.account), 1000);
        assertEq(_heldBy(_addressOf(to)), 0);
        assertEq(payments.countOf(_payoutKey(to)), 0);
    }

    function testFuzz_reverts_whenNoPayoutAccount(bytes memory purpose) public {
        vm.assume(purpose.length < 7 * 32);
        _fund(bob.account, 500);

        vm.prank(bob.account);
        vm.expectRevert();
        ledger.pay(address(payments), keccak256(purpose), id, 500, purpose);
    }

    function testFuzz_reverts_whenPayoutKeyDiffers(bytes32 key) public {
        _assertOtherKey(key);
    }

    function test_reverts_whenKeyIsAReceivables() public {
        _assertOtherKey(_receivableKey(alice.account, 0));
    }

    function testFuzz_reverts_whenWrongUnits(uint96 series) public {
        PayoutAccount memory to = _payout();
        uint256 foreign = _idOf(uint96(bound(series, 1, type(uint96).max >> 1)), makeAddr("issuer"));
        _issue(foreign, bob.account, 500);
        _fund(to, 500);

        vm.prank(bob.account);
        vm.expectRevert(abi.encodeWithSelector(Payouts.WrongUnits.selector, foreign, id));
        ledger.pay(address(payments), _payoutKey(to), foreign, 500, abi.encode(to));
    }

    function testFuzz_reverts_whenBelowMinimum(uint128 held) public {
        PayoutAccount memory to = _payout();
        held = uint128(bound(held, 0, to.minimum - 1));
        _fund(to.owner, 100);

        vm.prank(to.owner);
        vm.expectRevert(abi.encodeWithSelector(Payouts.BelowPayoutMinimum.selector, held, to.minimum));
        ledger.pay(address(payments), _payoutKey(to), id, held, abi.encode(to));
    }

    function test_reverts_whenNothingToPayOut() public {
        PayoutAccount memory to = _payout();
        to.minimum = 0;

        vm.expectRevert(abi.encodeWithSelector(Payouts.NothingToPayOut.selector, _payoutKey(to)));
        ledger.pay(address(payments), _payoutKey(to), id, 0, abi.encode(to));
    }

    function test_reverts_whenNotAnOwner() public {
        PayoutAccount memory to = _payout();
        to.owner = address(ledger);
        _fund(bob.account, 500);

        vm.prank(bob.account);
        vm.expectRevert(abi.encodeWithSelector(Payouts.NotAnOwner.selector, address(ledger)));
        ledger.pay(address(payments), _payoutKey(to), id, 500, abi.encode(to));
    }

    function test_answersAsAPayee() public {
        PayoutAccount memory to = _payout();
        _fund(to, 500);
        vm.prank(address(ledger));
        assertEq(payments.onPayment(bob.account, _payoutKey(to), id, 0, abi.encode(to)), IPayee.onPayment.selector);
    }

    /// forge-config: default.isolate = true
    function test_gas() public {
        PayoutAccount memory to = _payout();
        _fund(bob.account, 1000);
        _pay(to, _payoutKey(to), id, 500);
        _pay(to, _payoutKey(to), id, 500);
        vm.snapshotGasLastCall("payments", "pay out by Ledger.pay");
    }

    function _assertOtherKey(bytes32 key) private {
        PayoutAccount memory to = _payout();
        vm.assume(key != _payoutKey(to));
        _fund(bob.account, 500);

        vm.prank(bob.account);
        vm.expectRevert(abi.encodeWithSelector(Payouts.PayoutKeyDiffers.selector, key, _payoutKey(to)));
        ledger.pay(address(payments), key, id, 500, abi.encode(to));
    }

    function _pay(PayoutAccount memory to, bytes32 key, uint256 id_, uint256 amount) private {
        vm.prank(bob.account);
        ledger.pay(address(payments), key, id_, amount, abi.encode(to));
    }
}

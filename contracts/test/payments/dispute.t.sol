// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Facts} from "src/Facts.sol";
import {Payments} from "src/Payments.sol";
import {Confirmations} from "src/types/Fact.sol";
import {Receipt as Slip, Refund} from "src/types/Receipt.sol";

import {PaymentsBase, Shop} from "./PaymentsBase.t.sol";

// dispute
// ├── when the payment was not issued, or with another receipt: it reverts
// ├── when the dispute is of another payment: it reverts
// ├── when a refund or dispute was booked under its id: it reverts
// ├── when refunds and disputes would exceed the payment: it reverts
// ├── when the fact is not confirmed, or a refund's: it reverts
// ├── when the payee could be starved: it reverts and the dispute stays unused
// └── else
//     ├── given a payee that has the units: it is told, and what it moved back is destroyed; the rest is its receivable
//     │   ├── given it reverts, burns its gas, or answers too much: it owes it all
//     │   └── given it calls back: it gains nothing
//     ├── given a payer who has the units: the payer owes them
//     └── it emits PaymentDisputed
contract PaymentsDisputeTest is PaymentsBase {
    function testFuzz_takesBackWhatPayeeReturns(uint128 paid, uint128 amount, uint256 most) public {
        Slip memory receipt = _receipt();
        receipt.amount = paid;
        amount = uint128(bound(amount, 0, paid));
        uint128 returned = uint128(most < amount ? most : amount);
        shop.give(most, 0);
        _issue(receipt);
        Refund memory disputed = _refundOf(receipt, amount);

        _expectDisputed(receipt, disputed, returned);
        _dispute(receipt, disputed);

        (bytes32 paymentKey,,, uint128 told, uint40 bookedAt) = shop.told();
        assertEq(paymentKey, _paymentKey(receipt));
        assertEq(told, amount);
        assertEq(bookedAt, disputed.bookedAt);
        assertEq(payments.receivableOf(_receivableKey(address(shop), KEY)), amount - returned);
        assertEq(payments.bookingOf(quorum, _paymentKey(receipt)).refunded, amount);
        assertTrue(payments.isRefunded(quorum, _paymentKey(receipt), disputed.refundId));
        _assertTotals(amount - returned, 0, 0);
        _assertBalanced(paid - amount);
    }

    function testFuzz_payeeThatFailsOwesAll(uint8 mode) public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        shop.behave(Shop.Mode(bound(mode, 1, 5)));
        Refund memory disputed = _refundOf(receipt, 400);

        _expectDisputed(receipt, disputed, 0);
        Confirmations memory given = _confirmations(_disputeFact(quorum, disputed));
        payments.dispute{gas: 1_000_000}(receipt, disputed, OBSERVED, given);

        assertEq(payments.receivableOf(_receivableKey(address(shop), KEY)), 400);
        assertEq(_heldAt(address(shop), KEY), 1000);
        _assertBalanced(600);
    }

    function testFuzz_payerOwes(bool plain) public {
        shop.behave(Shop.Mode.Refusing);
        Slip memory receipt = plain ? _plain() : _receipt();
        _issue(receipt);
        Refund memory disputed = _refundOf(receipt, 400);

        _expectDisputed(receipt, disputed, 0);
        _dispute(receipt, disputed);

        assertEq(payments.receivableOf(_receivableKey(alice.account, 0)), 400);
        _assertTotals(400, 0, 0);
        _assertBalanced(600);
    }

    /// @dev What is withheld was never the payee's, and is taken from it no less: it covers what it owes when it is released.
    function test_reserveStays() public {
        Slip memory receipt = _reserved(1000);
        _issue(receipt);

        _dispute(receipt, _refundOf(receipt, 1000));

        assertEq(payments.receivableOf(_receivableKey(address(shop), KEY)), 100);
        _assertTotals(100, 0, 100);
        _assertBalanced(0);
    }

    function testFuzz_reentrantPayeeGainsNothing(bool again) public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        Refund memory disputed = _refundOf(receipt, 400);
        bytes memory strike = abi.encodeCall(payments.collect, (address(shop), KEY, id));
        shop.arm(address(payments), again ? _disputeCall(receipt, disputed) : strike);
        _dispute(receipt, disputed);

        assertEq(shop.succeeded(), !again);
        assertEq(payments.receivableOf(_receivableKey(address(shop), KEY)), 0);
        assertEq(_heldAt(address(shop), KEY), 600);
        _assertBalanced(600);
    }

    /// @dev A dispute that is known to be won before it is told to the payee: won within it, it is the payee's, who then owes it.
    function test_reentrantPayeeWinsOnce() public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        Refund memory disputed = _refundOf(receipt, 400);
        shop.arm(address(payments), _reinstateCall(receipt, disputed));
        shop.give(0, 0);
        _dispute(receipt, disputed);

        assertTrue(shop.succeeded());
        assertEq(payments.receivableOf(_receivableKey(address(shop), KEY)), 0);
        assertEq(_heldAt(address(shop), KEY), 1000);
        _assertTotals(0, 0, 0);
        _assertBalanced(1000);
    }

    function test_reverts_whenPaymentUnknown() public {
        Slip memory receipt = _receipt();
        Refund memory disputed = _refundOf(receipt, 400);
        Confirmations memory given = _confirmations(_disputeFact(quorum, disputed));

        vm.expectRevert(abi.encodeWithSelector(Payments.PaymentUnknown.selector, _paymentKey(receipt)));
        payments.dispute(receipt, disputed, OBSERVED, given);
    }

    function testFuzz_reverts_whenReceiptDiffers(uint128 amount) public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        Refund memory disputed = _refundOf(receipt, 400);
        Confirmations memory given = _confirmations(_disputeFact(quorum, disputed));
        bytes32 expected = keccak256(abi.encode(receipt));
        vm.assume(amount != receipt.amount);
        receipt.amount = amount;

        vm.expectRevert(
            abi.encodeWithSelector(Payments.ReceiptDiffers.selector, keccak256(abi.encode(receipt)), expected)
        );
        payments.dispute(receipt, disputed, OBSERVED, given);
    }

    function testFuzz_reverts_whenPaymentDiffers(bytes32 other) public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        Refund memory disputed = _refundOf(receipt, 400);
        vm.assume(other != disputed.paymentKey);
        disputed.paymentKey = other;
        Confirmations memory given = _confirmations(_disputeFact(quorum, disputed));

        vm.expectRevert(abi.encodeWithSelector(Payments.PaymentDiffers.selector, other, _paymentKey(receipt)));
        payments.dispute(receipt, disputed, OBSERVED, given);
    }

    function testFuzz_PAYMENTS_2_reverts_whenAlreadyBooked(bool refunded, bool again, uint128 amount) public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        Refund memory disputed = _refundOf(receipt, 400);
        if (refunded) _refund(receipt, disputed);
        else _dispute(receipt, disputed);
        disputed.amount = amount;
        bytes memory call = again || refunded ? _disputeCall(receipt, disputed) : _refundCall(receipt, disputed);

        (bool done, bytes memory reason) = address(payments).call(call);
        assertFalse(done);
        assertEq(reason, abi.encodeWithSelector(Payments.AlreadyRefunded.selector, disputed.refundId));
    }

    function testFuzz_PAYMENTS_2_reverts_whenAbovePayment(uint128 refunded, uint128 amount) public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        refunded = uint128(bound(refunded, 0, 1000));
        _refund(receipt, _refundOf(receipt, refunded));
        Refund memory disputed = _refundOf(receipt, uint128(bound(amount, 1001 - refunded, type(uint128).max)));
        disputed.refundId = keccak256("dispute");
        Confirmations memory given = _confirmations(_disputeFact(quorum, disputed));

        vm.expectRevert(
            abi.encodeWithSelector(
                Payments.RefundAbovePayment.selector, uint256(refunded) + disputed.amount, receipt.amount
            )
        );
        payments.dispute(receipt, disputed, OBSERVED, given);
    }

    function test_reverts_whenBelowQuorum() public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        Refund memory disputed = _refundOf(receipt, 400);
        Confirmations memory given = _confirmations(3, _digest(_disputeFact(quorum, disputed)));

        vm.expectRevert(abi.encodeWithSelector(Facts.BelowQuorum.selector, 2, 2));
        payments.dispute(receipt, disputed, OBSERVED, given);
    }

    /// @dev Neither is taken for the other, though both say the same.
    function test_reverts_whenFactIsOfTheOtherKind() public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        Refund memory refund = _refundOf(receipt, 400);
        Confirmations memory given = _confirmations(_refundFact(quorum, refund));
        vm.expectPartialRevert(Facts.SignerDiffers.selector);
        payments.dispute(receipt, refund, OBSERVED, given);

        given = _confirmations(_disputeFact(quorum, refund));
        vm.expectPartialRevert(Facts.SignerDiffers.selector);
        payments.refund(receipt, refund, OBSERVED, given);
    }

    function test_reverts_whenGasNotAvailable() public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        Refund memory disputed = _refundOf(receipt, 400);
        (, uint256 needed) = _expectStarved(400_000, _disputeCall(receipt, disputed));

        uint256 atPayee = 300_000;
        assertEq(needed, 150_000 + atPayee + atPayee / 63 + 1);
        assertFalse(payments.isRefunded(quorum, _paymentKey(receipt), disputed.refundId));
    }

    /// forge-config: default.isolate = true
    function test_gas() public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        _dispute(receipt, _refundOf(receipt, 400));
        vm.snapshotGasLastCall("payments", "dispute, returned at once, with a payee that writes 5 slots");
    }

    function _expectDisputed(Slip memory receipt, Refund memory disputed, uint128 returned) private {
        vm.expectEmit(address(payments));
        emit Payments.PaymentDisputed(
            _paymentKey(receipt),
            disputed.refundId,
            receipt.key,
            id,
            disputed.amount,
            returned,
            disputed.bookedAt,
            OBSERVED,
            THREE
        );
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Facts} from "src/Facts.sol";
import {Payments} from "src/Payments.sol";
import {Receivables} from "src/Receivables.sol";
import {Confirmations} from "src/types/Fact.sol";
import {Receipt as Slip, Refund} from "src/types/Receipt.sol";

import {PaymentsBase, Shop} from "./PaymentsBase.t.sol";

// refund
// ├── when the payment was not issued: it reverts
// ├── when it was issued with another receipt: it reverts
// ├── when the refund is of another payment: it reverts
// ├── when the refund was booked: it reverts
// ├── when the refunds would exceed the payment: it reverts
// ├── when the fact is not confirmed: it reverts
// ├── when the payee could be starved: it reverts and the refund stays unused
// └── else
//     ├── given a payee that has the units
//     │   ├── it is told, and what it moved back is destroyed; the rest is its receivable
//     │   ├── what it claims counts for nothing
//     │   ├── given it reverts, burns its gas, or answers too much: it owes it all
//     │   ├── given it calls back: it gains nothing
//     │   └── given an older receivable: that takes first what had arrived for it
//     ├── given a payer who has the units: the payer owes them
//     │   └── given the payer moved units back before: they are destroyed
//     └── it emits PaymentRefunded
contract PaymentsRefundTest is PaymentsBase {
    function testFuzz_takesBackWhatPayeeReturns(uint128 paid, uint128 amount, uint256 most, uint128 lie) public {
        Slip memory receipt = _receipt();
        receipt.amount = paid;
        amount = uint128(bound(amount, 0, paid));
        uint128 returned = uint128(most < amount ? most : amount);
        lie = uint128(bound(lie, 0, type(uint128).max - returned));
        shop.give(most, lie);
        _issue(receipt);
        Refund memory refund = _refundOf(receipt, amount);

        _expectRefunded(receipt, refund, returned);
        _refund(receipt, refund);

        bytes32 receivableKey = _receivableKey(address(shop), KEY);
        assertEq(payments.receivableOf(receivableKey), amount - returned);
        assertEq(_heldAt(address(shop), KEY), paid - returned);
        assertEq(_heldAt(address(payments), receivableKey), 0);
        assertEq(ledger.totalSupply(id), paid - returned);
        _assertTotals(amount - returned, 0, 0);
        assertEq(payments.bookingOf(quorum, _paymentKey(receipt)).refunded, amount);
        assertTrue(payments.isRefunded(quorum, _paymentKey(receipt), refund.refundId));
        _assertBalanced(paid - amount);
    }

    function test_tellsPayee() public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        _refund(receipt, _refundOf(receipt, 400));

        (bytes32 paymentKey, bytes32 key, uint256 id_, uint128 amount, uint40 bookedAt) = shop.told();
        assertEq(paymentKey, _paymentKey(receipt));
        assertEq(key, KEY);
        assertEq(id_, id);
        assertEq(amount, 400);
        assertEq(bookedAt, 1_699_990_000);
    }

    function testFuzz_PAYMENTS_2_partsNeverExceedPayment(uint128[6] memory parts) public {
        Slip memory receipt = _receipt();
        receipt.amount = 6e6;
        _issue(receipt);
        uint256 sum;
        for (uint256 i; i < 6; ++i) {
            Refund memory refund = _refundOf(receipt, uint128(bound(parts[i], 0, 3e6)));
            refund.refundId = bytes32(i);
            Confirmations memory given = _confirmations(_refundFact(quorum, refund));
            sum += refund.amount;
            bool above = sum > receipt.amount;
            if (above) {
                vm.expectRevert(abi.encodeWithSelector(Payments.RefundAbovePayment.selector, sum, receipt.amount));
                sum -= refund.amount;
            }
            payments.refund(receipt, refund, OBSERVED, given);
            assertEq(payments.bookingOf(quorum, _paymentKey(receipt)).refunded, sum);
            _assertBalanced(receipt.amount - sum);
        }
    }

    function testFuzz_payeeThatFailsOwesAll(uint8 mode) public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        shop.behave(Shop.Mode(bound(mode, 1, 5)));
        Refund memory refund = _refundOf(receipt, 400);

        _expectRefunded(receipt, refund, 0);
        Confirmations memory given = _confirmations(_refundFact(quorum, refund));
        payments.refund{gas: 1_000_000}(receipt, refund, OBSERVED, given);

        assertEq(payments.receivableOf(_receivableKey(address(shop), KEY)), 400);
        assertEq(_heldAt(address(shop), KEY), 1000);
        _assertBalanced(600);
    }

    function test_payeeWithoutCodeOwesAll() public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        vm.etch(address(shop), "");

        _refund(receipt, _refundOf(receipt, 400));

        assertEq(payments.receivableOf(_receivableKey(address(shop), KEY)), 400);
    }

    function test_olderReceivableTakesFirst() public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        shop.give(0, 0);
        Refund memory first = _refundOf(receipt, 400);
        _refund(receipt, first);
        shop.repay(KEY, id, 250);
        shop.give(100, 0);
        Refund memory second = _refundOf(receipt, 300);
        second.refundId = keccak256("second");
        bytes32 receivableKey = _receivableKey(address(shop), KEY);

        vm.expectEmit(address(payments));
        emit Receivables.ReceivableCollected(receivableKey, id, 250);
        _expectRefunded(receipt, second, 100);
        _refund(receipt, second);

        assertEq(payments.receivableOf(receivableKey), 400 + 300 - 250 - 100);
        _assertBalanced(300);
    }

    function test_payerOwes_whenPayeeDidNotTake() public {
        shop.behave(Shop.Mode.Refusing);
        Slip memory receipt = _receipt();
        _issue(receipt);
        shop.behave(Shop.Mode.Honest);
        Refund memory refund = _refundOf(receipt, 400);

        _expectRefunded(receipt, refund, 0);
        _refund(receipt, refund);

        (bytes32 told,,,,) = shop.told();
        assertEq(told, 0);
        assertEq(payments.receivableOf(_receivableKey(alice.account, 0)), 400);
        _assertBalanced(600);
    }

    function testFuzz_payerOwes_whenNoPayee(uint256 ahead) public {
        ahead = bound(ahead, 0, 1000);
        Slip memory receipt = _plain();
        _issue(receipt);
        bytes32 receivableKey = _receivableKey(alice.account, 0);
        address account = ledger.accountOf(address(payments), receivableKey);
        vm.prank(alice.account);
        ledger.transfer(account, id, ahead);
        uint128 returned = uint128(ahead < 400 ? ahead : 400);
        Refund memory refund = _refundOf(receipt, 400);

        _expectRefunded(receipt, refund, returned);
        _refund(receipt, refund);

        assertEq(payments.receivableOf(receivableKey), 400 - returned);
        assertEq(_heldBy(account), ahead - returned);
        _assertBalanced(600);
    }

    function test_reentrantPayeeCannotRefundAgain() public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        Refund memory refund = _refundOf(receipt, 400);
        shop.arm(address(payments), _refundCall(receipt, refund));
        _refund(receipt, refund);

        assertFalse(shop.succeeded());
        assertEq(shop.result(), abi.encodeWithSelector(Payments.AlreadyRefunded.selector, refund.refundId));
        _assertBalanced(600);
    }

    /// @dev Collecting from within destroys what it moved; the refund then finds nothing, and no unit counts twice.
    function test_reentrantPayeeCollectsOnce() public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        shop.arm(address(payments), abi.encodeCall(payments.collect, (address(shop), KEY, id)));
        Refund memory refund = _refundOf(receipt, 400);

        vm.expectEmit(address(payments));
        emit Receivables.ReceivableCollected(_receivableKey(address(shop), KEY), id, 400);
        _expectRefunded(receipt, refund, 0);
        _refund(receipt, refund);

        assertTrue(shop.succeeded());
        assertEq(payments.receivableOf(_receivableKey(address(shop), KEY)), 0);
        assertEq(_heldAt(address(shop), KEY), 600);
        _assertBalanced(600);
    }

    function test_reverts_whenPaymentUnknown() public {
        Slip memory receipt = _receipt();
        Refund memory refund = _refundOf(receipt, 400);
        Confirmations memory given = _confirmations(_refundFact(quorum, refund));

        vm.expectRevert(abi.encodeWithSelector(Payments.PaymentUnknown.selector, _paymentKey(receipt)));
        payments.refund(receipt, refund, OBSERVED, given);
    }

    function testFuzz_reverts_whenReceiptDiffers(Slip memory other) public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        (other.quorum, other.processor, other.transaction) = (quorum, receipt.processor, receipt.transaction);
        bytes32 given = keccak256(abi.encode(other));
        bytes32 expected = keccak256(abi.encode(receipt));
        vm.assume(given != expected);
        Refund memory refund = _refundOf(receipt, 400);
        Confirmations memory confirmations = _confirmations(_refundFact(quorum, refund));

        vm.expectRevert(abi.encodeWithSelector(Payments.ReceiptDiffers.selector, given, expected));
        payments.refund(other, refund, OBSERVED, confirmations);
    }

    function testFuzz_reverts_whenPaymentDiffers(bytes32 other) public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        Refund memory refund = _refundOf(receipt, 400);
        vm.assume(other != refund.paymentKey);
        refund.paymentKey = other;
        Confirmations memory given = _confirmations(_refundFact(quorum, refund));

        vm.expectRevert(abi.encodeWithSelector(Payments.PaymentDiffers.selector, other, _paymentKey(receipt)));
        payments.refund(receipt, refund, OBSERVED, given);
    }

    function testFuzz_PAYMENTS_2_reverts_whenAlreadyRefunded(uint128 again) public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        Refund memory refund = _refundOf(receipt, 400);
        _refund(receipt, refund);
        refund.amount = again;
        Confirmations memory given = _confirmations(_refundFact(quorum, refund));

        vm.expectRevert(abi.encodeWithSelector(Payments.AlreadyRefunded.selector, refund.refundId));
        payments.refund(receipt, refund, OBSERVED, given);
    }

    function test_reverts_whenBelowQuorum() public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        Refund memory refund = _refundOf(receipt, 400);
        Confirmations memory given = _confirmations(3, _digest(_refundFact(quorum, refund)));

        vm.expectRevert(abi.encodeWithSelector(Facts.BelowQuorum.selector, 2, 2));
        payments.refund(receipt, refund, OBSERVED, given);
    }

    function testFuzz_reverts_whenRefundForged(Refund memory forged) public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        Refund memory refund = _refundOf(receipt, 400);
        (forged.paymentKey, forged.amount) = (refund.paymentKey, uint128(bound(forged.amount, 0, 1000)));
        vm.assume(keccak256(abi.encode(forged)) != keccak256(abi.encode(refund)));
        Confirmations memory given = _confirmations(_refundFact(quorum, refund));

        vm.expectPartialRevert(Facts.SignerDiffers.selector);
        payments.refund(receipt, forged, OBSERVED, given);
    }

    /// @dev Whatever gas is sent: either nothing happens, or the payee has enough to be told.
    function testFuzz_neverStarvesPayee(uint256 gasGiven) public {
        gasGiven = bound(gasGiven, 100_000, 1_000_000);
        Slip memory receipt = _receipt();
        _issue(receipt);
        Refund memory refund = _refundOf(receipt, 400);
        bytes memory call = _refundCall(receipt, refund);

        (bool done, bytes memory reason) = address(payments).call{gas: gasGiven}(call);

        assertEq(payments.isRefunded(quorum, _paymentKey(receipt), refund.refundId), done);
        if (done) assertEq(_heldAt(address(shop), KEY), 600);
        else assertTrue(reason.length == 0 || bytes4(reason) == Payments.GasNotAvailable.selector);
    }

    function test_reverts_whenGasNotAvailable() public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        (, uint256 needed) = _expectStarved(400_000, _refundCall(receipt, _refundOf(receipt, 400)));

        uint256 atPayee = 300_000;
        assertEq(needed, 150_000 + atPayee + atPayee / 63 + 1);
    }

    /// forge-config: default.isolate = true
    function test_gas() public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        Refund memory refund = _refundOf(receipt, 400);
        _refund(receipt, refund);
        vm.snapshotGasLastCall("payments", "refund, returned at once, with a payee that writes 5 slots");
        refund.refundId = keccak256("second");
        shop.give(0, 0);
        _refund(receipt, refund);
        vm.snapshotGasLastCall("payments", "refund, owed");
    }

    function _expectRefunded(Slip memory receipt, Refund memory refund, uint128 returned) private {
        vm.expectEmit(address(payments));
        emit Payments.PaymentRefunded(
            _paymentKey(receipt),
            refund.refundId,
            receipt.key,
            id,
            refund.amount,
            returned,
            refund.bookedAt,
            OBSERVED,
            THREE
        );
    }
}

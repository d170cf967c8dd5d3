// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Facts} from "src/Facts.sol";
import {Payments} from "src/Payments.sol";
import {Receivables} from "src/Receivables.sol";
import {Confirmations} from "src/types/Fact.sol";
import {Receipt as Slip, Refund} from "src/types/Receipt.sol";

import {PaymentsBase, Shop} from "./PaymentsBase.t.sol";

// reinstate
// ├── when the payment was not issued, or with another receipt: it reverts
// ├── when there is no such dispute, it was booked otherwise, is a refund, or was won before: it reverts
// ├── when the fact is not confirmed, of another date, or the dispute's own: it reverts
// ├── when the payee could be starved: it reverts and the dispute stays open
// └── else
//     ├── given a payee that owes nothing: it is paid in full, with the dispute's subject as purpose
//     ├── given a payee that owes and gives it back while it is paid, or did before: it is paid in full
//     ├── given a payee that owes and keeps it, or a part: what it owes is covered, and its account gets the rest
//     ├── given a payee that refuses, burns its gas, answers too much, or has no code: the same
//     ├── given a payee that calls back: it gains nothing, by another dispute it won or by collecting itself
//     ├── given a payer who had the units: what it owes is covered, and it gets the rest
//     ├── as much of the payment can be refunded or disputed again
//     └── it emits DisputeWon
// payWon
// └── when anyone calls it: it reverts
contract PaymentsReinstateTest is PaymentsBase {
    function testFuzz_paysPayeeThatOwesNothing(uint128 paid, uint128 amount) public {
        Slip memory receipt = _receipt();
        receipt.amount = paid;
        Refund memory disputed = _disputed(receipt, uint128(bound(amount, 0, paid)), type(uint256).max);

        _expectWon(receipt, disputed, 0, true);
        _reinstate(receipt, disputed);

        assertEq(shop.payer(), address(payments));
        assertEq(shop.amount(), disputed.amount);
        bytes32 subject = keccak256(abi.encode(_paymentKey(receipt), disputed.refundId));
        assertEq(shop.data(), abi.encode(subject, receipt.payer, WON));
        assertEq(_heldAt(address(shop), KEY), paid);
        assertEq(payments.bookingOf(quorum, _paymentKey(receipt)).refunded, 0);
        assertTrue(payments.isRefunded(quorum, _paymentKey(receipt), disputed.refundId));
        _assertTotals(0, 0, 0);
        _assertBalanced(paid);
    }

    function testFuzz_paysPayeeThatGivesBack(uint128 amount, uint128 returned, uint128 moved) public {
        Slip memory receipt = _receipt();
        amount = uint128(bound(amount, 1, 1000));
        returned = uint128(bound(returned, 0, amount - 1));
        Refund memory disputed = _disputed(receipt, amount, returned);
        uint128 owed = amount - returned;
        moved = uint128(bound(moved, 0, owed));
        shop.repay(KEY, id, moved);
        shop.giveOfPayment(owed - moved);

        vm.expectEmit(address(payments));
        emit Receivables.ReceivableCollected(_receivableKey(address(shop), KEY), id, owed);
        _expectWon(receipt, disputed, 0, true);
        _reinstate(receipt, disputed);

        assertEq(_heldAt(address(shop), KEY), 1000);
        _assertTotals(0, 0, 0);
        _assertBalanced(1000);
    }

    /// @dev Its units may be spent: what came back pays for them, and not the payee again.
    function testFuzz_coversPayeeThatKeeps(uint128 amount, uint128 returned, uint128 given) public {
        Slip memory receipt = _receipt();
        amount = uint128(bound(amount, 1, 1000));
        returned = uint128(bound(returned, 0, amount - 1));
        Refund memory disputed = _disputed(receipt, amount, returned);
        uint128 owed = amount - returned;
        shop.giveOfPayment(bound(given, 0, owed - 1));

        _expectWon(receipt, disputed, owed, false);
        _reinstate(receipt, disputed);

        _assertCovered(1000);
    }

    function testFuzz_coversPayeeThatFails(uint8 mode, uint128 returned) public {
        Slip memory receipt = _receipt();
        returned = uint128(bound(returned, 0, 400));
        Refund memory disputed = _disputed(receipt, 400, returned);
        shop.behave(Shop.Mode(bound(mode, 1, 5)));
        Confirmations memory given = _confirmations(_wonFact(quorum, disputed));

        _expectWon(receipt, disputed, 400 - returned, false);
        payments.reinstate{gas: 1_500_000}(receipt, disputed, WON, OBSERVED, given);

        _assertCovered(1000);
    }

    function test_coversPayeeWithoutCode() public {
        Slip memory receipt = _receipt();
        Refund memory disputed = _disputed(receipt, 400, 100);
        vm.etch(address(shop), "");

        _expectWon(receipt, disputed, 300, false);
        _reinstate(receipt, disputed);

        _assertCovered(1000);
    }

    /// @dev What it moved back counts before what came back does.
    function test_coversWhatIsLeft() public {
        Slip memory receipt = _receipt();
        Refund memory disputed = _disputed(receipt, 400, 0);
        shop.repay(KEY, id, 250);

        vm.expectEmit(address(payments));
        emit Receivables.ReceivableCollected(_receivableKey(address(shop), KEY), id, 250);
        _expectWon(receipt, disputed, 150, false);
        _reinstate(receipt, disputed);

        _assertCovered(1000);
    }

    /// @dev A payee whose key is zero gets it where it got the payment.
    function test_coversAtKeyZero() public {
        Slip memory receipt = _receipt();
        receipt.key = 0;
        Refund memory disputed = _disputed(receipt, 400, 100);
        _reinstate(receipt, disputed);

        assertEq(_heldAt(address(shop), 0), 1000);
        assertEq(_heldBy(address(shop)), 0);
        _assertBalanced(1000);
    }

    function testFuzz_coversPayer(bool plain, uint128 moved) public {
        shop.behave(Shop.Mode.Refusing);
        Slip memory receipt = plain ? _plain() : _receipt();
        moved = uint128(bound(moved, 0, 400));
        _issue(receipt);
        Refund memory disputed = _refundOf(receipt, 400);
        address account = ledger.accountOf(address(payments), _receivableKey(alice.account, 0));
        vm.prank(alice.account);
        ledger.transfer(account, id, moved);
        _dispute(receipt, disputed);
        shop.behave(Shop.Mode.Honest);

        _expectWon(receipt, disputed, 400 - moved, false);
        _reinstate(receipt, disputed);

        assertEq(_heldBy(alice.account), 1000);
        _assertTotals(0, 0, 0);
        _assertBalanced(1000);
    }

    function test_canBeRefundedAgain() public {
        Slip memory receipt = _receipt();
        Refund memory disputed = _disputed(receipt, 1000, type(uint256).max);
        _reinstate(receipt, disputed);
        disputed.refundId = keccak256("refund after it");
        _refund(receipt, disputed);

        assertEq(payments.bookingOf(quorum, _paymentKey(receipt)).refunded, 1000);
        _assertBalanced(0);
    }

    /* HOSTILE PAYEES */

    function test_reentrantPayeeCannotReinstateAgain() public {
        Slip memory receipt = _receipt();
        Refund memory disputed = _disputed(receipt, 400, type(uint256).max);
        shop.arm(address(payments), _reinstateCall(receipt, disputed));
        _reinstate(receipt, disputed);

        assertFalse(shop.succeeded());
        assertEq(shop.result(), abi.encodeWithSelector(Payments.NotDisputed.selector, disputed.refundId));
        _assertCovered(1000);
    }

    /// @dev It owes two disputes, keeps everything, and has the second one's money lower what it owes while it is paid the first.
    function test_reentrantPayeeCannotPayByAnotherDispute() public {
        Slip memory receipt = _receipt();
        Refund memory first = _disputed(receipt, 400, 0);
        Refund memory second = _refundOf(receipt, 400);
        second.refundId = keccak256("second");
        _dispute(receipt, second);
        shop.arm(address(payments), _reinstateCall(receipt, second));

        _expectWon(receipt, first, 400, false);
        _reinstate(receipt, first);

        assertEq(shop.strikes(), 0);
        assertEq(_heldAt(address(shop), KEY), 1000);
        _assertTotals(400, 0, 0);
        _assertBalanced(600);
        shop.arm(address(0), "");
        _reinstate(receipt, second);
        _assertCovered(1000);
    }

    /// @dev What it gave back it collected itself: the units are destroyed, but nothing shows that it gave them of this.
    function test_reentrantPayeeCollects() public {
        Slip memory receipt = _receipt();
        Refund memory disputed = _disputed(receipt, 400, 0);
        shop.giveOfPayment(400);
        shop.arm(address(payments), abi.encodeCall(payments.collect, (address(shop), KEY, id)));

        _expectWon(receipt, disputed, 400, false);
        _reinstate(receipt, disputed);

        _assertCovered(1000);
    }

    function test_finishes_whenPayeeBurnsLeastGas() public {
        Slip memory receipt = _receipt();
        Refund memory disputed = _disputed(receipt, 400, 100);
        shop.behave(Shop.Mode.Burning);
        bytes memory call = _reinstateCall(receipt, disputed);
        (uint256 given, uint256 needed) = _expectStarved(700_000, call);

        (bool done,) = address(payments).call{gas: 700_000 + needed - given}(call);

        assertTrue(done);
        _assertCovered(1000);
    }

    /// @dev Whatever gas is sent: either nothing happens, or a payee that needs what its receipt names is paid.
    function testFuzz_neverStarvesPayee(uint32 gasLimit, uint256 gasGiven) public {
        gasLimit = uint32(bound(gasLimit, 0, 800_000));
        gasGiven = bound(gasGiven, 100_000, 1_800_000);
        Slip memory receipt = _receipt();
        receipt.gasLimit = gasLimit;
        Refund memory disputed = _disputed(receipt, 400, type(uint256).max);
        shop.labour((gasLimit > 200_000 ? gasLimit : 200_000) - 5000);
        bytes memory call = _reinstateCall(receipt, disputed);
        vm.recordLogs();

        (bool done, bytes memory reason) = address(payments).call{gas: gasGiven}(call);

        // The events are those of the units, of the payment, and of the dispute that was won.
        if (done) assertEq(vm.getRecordedLogs().length, 4);
        else assertTrue(reason.length == 0 || bytes4(reason) == Payments.GasNotAvailable.selector);
        assertEq(_heldAt(address(shop), KEY), done ? 1000 : 600);
    }

    /* WHAT IS REFUSED */

    function test_reverts_whenGasNotAvailable() public {
        Slip memory receipt = _receipt();
        Refund memory disputed = _disputed(receipt, 400, 0);
        (, uint256 needed) = _expectStarved(700_000, _reinstateCall(receipt, disputed));

        uint256 atPayee = 300_000;
        uint256 atLedger = 100_000 + atPayee + atPayee / 63 + 1;
        uint256 within = 150_000 + atLedger + atLedger / 63 + 1;
        assertEq(needed, 150_000 + within + within / 63 + 1);
        _reinstate(receipt, disputed);
        _assertCovered(1000);
    }

    function test_reverts_whenPaymentUnknown() public {
        Slip memory receipt = _receipt();
        Refund memory disputed = _refundOf(receipt, 400);
        Confirmations memory given = _confirmations(_wonFact(quorum, disputed));

        vm.expectRevert(abi.encodeWithSelector(Payments.PaymentUnknown.selector, _paymentKey(receipt)));
        payments.reinstate(receipt, disputed, WON, OBSERVED, given);
    }

    function testFuzz_reverts_whenReceiptDiffers(address payee) public {
        Slip memory receipt = _receipt();
        Refund memory disputed = _disputed(receipt, 400, 0);
        Confirmations memory given = _confirmations(_wonFact(quorum, disputed));
        bytes32 expected = keccak256(abi.encode(receipt));
        vm.assume(payee != receipt.payee);
        receipt.payee = payee;

        vm.expectRevert(
            abi.encodeWithSelector(Payments.ReceiptDiffers.selector, keccak256(abi.encode(receipt)), expected)
        );
        payments.reinstate(receipt, disputed, WON, OBSERVED, given);
    }

    function testFuzz_reverts_whenNotDisputed(Refund memory other) public {
        Slip memory receipt = _receipt();
        Refund memory disputed = _disputed(receipt, 400, 0);
        vm.assume(keccak256(abi.encode(other)) != keccak256(abi.encode(disputed)));
        _assertNotDisputed(receipt, other);
        other.refundId = disputed.refundId;
        other.paymentKey = disputed.paymentKey;
        vm.assume(other.amount != disputed.amount);
        _assertNotDisputed(receipt, other);
    }

    function test_reverts_whenRefunded() public {
        Slip memory receipt = _receipt();
        _issue(receipt);
        Refund memory refund = _refundOf(receipt, 400);
        _refund(receipt, refund);

        _assertNotDisputed(receipt, refund);
    }

    function testFuzz_PAYMENTS_2_reverts_whenWonBefore(uint256 returned, bool refusing) public {
        Slip memory receipt = _receipt();
        Refund memory disputed = _disputed(receipt, 400, returned);
        if (refusing) shop.behave(Shop.Mode.Refusing);
        _reinstate(receipt, disputed);
        _assertNotDisputed(receipt, disputed);

        Confirmations memory given = _confirmations(_disputeFact(quorum, disputed));
        vm.expectRevert(abi.encodeWithSelector(Payments.AlreadyRefunded.selector, disputed.refundId));
        payments.dispute(receipt, disputed, OBSERVED, given);
    }

    function test_reverts_whenBelowQuorum() public {
        Slip memory receipt = _receipt();
        Refund memory disputed = _disputed(receipt, 400, 0);
        Confirmations memory given = _confirmations(3, _digest(_wonFact(quorum, disputed)));

        vm.expectRevert(abi.encodeWithSelector(Facts.BelowQuorum.selector, 2, 2));
        payments.reinstate(receipt, disputed, WON, OBSERVED, given);
    }

    function testFuzz_reverts_whenFactForged(uint40 bookedAt, uint40 observedAt) public {
        vm.assume(bookedAt != WON || observedAt != OBSERVED);
        Slip memory receipt = _receipt();
        Refund memory disputed = _disputed(receipt, 400, 0);
        Confirmations memory given = _confirmations(_wonFact(quorum, disputed));
        vm.expectPartialRevert(Facts.SignerDiffers.selector);
        payments.reinstate(receipt, disputed, bookedAt, observedAt, given);

        given = _confirmations(_disputeFact(quorum, disputed));
        vm.expectPartialRevert(Facts.SignerDiffers.selector);
        payments.reinstate(receipt, disputed, WON, OBSERVED, given);
    }

    function testFuzz_payWon_reverts_whenNotThisContract(address caller, uint128 amount) public {
        vm.assume(caller != address(payments));
        Slip memory receipt = _receipt();
        _issue(receipt);
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(Payments.payWon, (receipt, id, amount, ""));
        bytes memory reason = abi.encodeWithSelector(Payments.NotThisContract.selector, caller);

        vm.startPrank(caller);
        vm.expectRevert(reason);
        payments.payWon(receipt, id, amount, "");
        vm.expectRevert(reason);
        payments.multicall(calls);
    }

    /// @dev What undoes the payment of a payee that keeps what it owes; only this contract sees it.
    function test_payWon_reverts_whenBelowOwed() public {
        Slip memory receipt = _receipt();
        _disputed(receipt, 400, 0);
        shop.giveOfPayment(150);

        vm.prank(address(payments));
        vm.expectRevert(abi.encodeWithSelector(Payments.BelowOwed.selector, 150, 300));
        payments.payWon(receipt, id, 300, "");
    }

    /// forge-config: default.isolate = true
    function test_gas() public {
        Slip memory receipt = _receipt();
        Refund memory disputed = _disputed(receipt, 400, type(uint256).max);
        shop.labour(1);
        _reinstate(receipt, disputed);
        vm.snapshotGasLastCall("payments", "reinstate, without what the payee does");
        disputed.refundId = keccak256("second");
        shop.give(0, 0);
        _dispute(receipt, disputed);
        shop.behave(Shop.Mode.Refusing);
        _reinstate(receipt, disputed);
        vm.snapshotGasLastCall("payments", "reinstate, owed by a payee that refuses");
    }

    /* STEPS */

    /// @dev A payment to the shop that was disputed; the shop gave back at most `most` of it.
    function _disputed(Slip memory receipt, uint128 amount, uint256 most) private returns (Refund memory disputed) {
        _issue(receipt);
        disputed = _refundOf(receipt, amount);
        shop.give(most, 0);
        _dispute(receipt, disputed);
    }

    /// @dev Nobody owes anything, and the shop has what it was paid, once.
    function _assertCovered(uint256 paid) private view {
        assertEq(_heldAt(address(shop), KEY), paid);
        assertEq(payments.receivableOf(_receivableKey(address(shop), KEY)), 0);
        _assertTotals(0, 0, 0);
        _assertBalanced(paid);
    }

    function _assertNotDisputed(Slip memory receipt, Refund memory disputed) private {
        Confirmations memory given = _confirmations(_wonFact(quorum, disputed));
        vm.expectRevert(abi.encodeWithSelector(Payments.NotDisputed.selector, disputed.refundId));
        payments.reinstate(receipt, disputed, WON, OBSERVED, given);
    }

    function _expectWon(Slip memory receipt, Refund memory disputed, uint128 covered, bool delivered) private {
        vm.expectEmit(address(payments));
        emit Payments.DisputeWon(
            _paymentKey(receipt),
            disputed.refundId,
            receipt.key,
            id,
            disputed.amount,
            covered,
            delivered,
            WON,
            OBSERVED,
            THREE
        );
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Payments} from "src/Payments.sol";
import {Receivables} from "src/Receivables.sol";
import {Receipt as Slip, Refund} from "src/types/Receipt.sol";

import {PaymentsBase, Shop} from "./PaymentsBase.t.sol";

// release
// ├── when the payment was not issued, or with another receipt: it reverts
// ├── when nothing is withheld, because there is no reserve, the payer has the units, or it was released: it reverts
// ├── when its time is not over: it reverts
// └── else
//     ├── given a payee that owes nothing: its account gets what was withheld
//     ├── given a payee that owes: that is covered first, and the account gets the rest
//     ├── given a payee that moved units back before: they pay first
//     ├── given a payee that refuses everything, or has no code: it is not asked
//     └── it emits ReserveReleased
contract PaymentsReleaseTest is PaymentsBase {
    function testFuzz_releases(address caller, uint16 rate, uint128 amount, uint32 after_) public {
        Slip memory receipt = _reserved(rate = uint16(bound(rate, 1, 10_000)));
        receipt.amount = uint128(bound(amount, 10_000, type(uint128).max));
        _issue(receipt);
        uint128 withheld = uint128(uint256(receipt.amount) * rate / 10_000);
        _assertTotals(0, 0, withheld);
        skip(uint256(DURATION) + after_);

        _expectReleased(receipt, withheld, 0);
        vm.prank(caller);
        payments.release(receipt);

        assertEq(_heldAt(address(shop), KEY), receipt.amount);
        assertEq(payments.bookingOf(quorum, _paymentKey(receipt)).withheld, 0);
        _assertTotals(0, 0, 0);
        _assertBalanced(receipt.amount);
    }

    function testFuzz_coversWhatPayeeOwes(uint16 rate, uint128 disputed, uint256 returned) public {
        Slip memory receipt = _reserved(rate = uint16(bound(rate, 1, 10_000)));
        uint128 withheld = uint128(uint256(receipt.amount) * rate / 10_000);
        vm.assume(withheld != 0);
        _issue(receipt);
        uint256 held = receipt.amount - withheld;
        disputed = uint128(bound(disputed, 0, receipt.amount));
        returned = bound(returned, 0, held < disputed ? held : disputed);
        shop.give(returned, 0);
        _dispute(receipt, _refundOf(receipt, disputed));
        uint128 owed = uint128(disputed - returned);
        uint128 covered = owed < withheld ? owed : withheld;
        skip(DURATION);

        _expectReleased(receipt, withheld, covered);
        payments.release(receipt);

        assertEq(payments.receivableOf(_receivableKey(address(shop), KEY)), owed - covered);
        assertEq(_heldAt(address(shop), KEY), held - returned + withheld - covered);
        _assertTotals(owed - covered, 0, 0);
        _assertBalanced(receipt.amount - disputed);
    }

    function test_unitsMovedBackPayFirst() public {
        Slip memory receipt = _reserved(1000);
        _issue(receipt);
        shop.give(0, 0);
        _dispute(receipt, _refundOf(receipt, 300));
        shop.repay(KEY, id, 250);
        skip(DURATION);

        vm.expectEmit(address(payments));
        emit Receivables.ReceivableCollected(_receivableKey(address(shop), KEY), id, 250);
        _expectReleased(receipt, 100, 50);
        payments.release(receipt);

        assertEq(_heldAt(address(shop), KEY), 900 - 250 + 50);
        _assertTotals(0, 0, 0);
        _assertBalanced(700);
    }

    function testFuzz_doesNotAskPayee(uint8 mode, bool gone) public {
        Slip memory receipt = _reserved(1000);
        _issue(receipt);
        shop.behave(Shop.Mode(bound(mode, 1, 5)));
        shop.arm(address(payments), abi.encodeCall(Payments.release, (receipt)));
        if (gone) vm.etch(address(shop), "");
        skip(DURATION);

        payments.release(receipt);

        assertEq(_heldAt(address(shop), KEY), 1000);
        _assertBalanced(1000);
    }

    /// @dev A payee whose key is zero gets it where it got the payment.
    function test_releasesToKeyZero() public {
        Slip memory receipt = _reserved(1000);
        receipt.key = 0;
        _issue(receipt);
        skip(DURATION);

        payments.release(receipt);

        assertEq(_heldAt(address(shop), 0), 1000);
    }

    /// @dev A reserve without a duration can be released while the payee is paid: it counts once, or is undone with the payment.
    function testFuzz_reentrantPayeeReleasesOnce(bool regretting) public {
        Slip memory receipt = _receipt();
        receipt.processor = payments.declareReserve(ACCOUNT, 1000, 0);
        id = payments.idOf(quorum, XTS, receipt.processor);
        shop.arm(address(payments), abi.encodeCall(Payments.release, (receipt)));
        if (regretting) shop.behave(Shop.Mode.Regretting);
        _issue(receipt);

        assertEq(shop.succeeded(), !regretting);
        assertEq(_heldAt(address(shop), KEY), regretting ? 0 : 1000);
        assertEq(_heldBy(alice.account), regretting ? 1000 : 0);
        _assertTotals(0, 0, 0);
        _assertBalanced(1000);
    }

    function test_reverts_whenPaymentUnknown() public {
        Slip memory receipt = _reserved(1000);

        vm.expectRevert(abi.encodeWithSelector(Payments.PaymentUnknown.selector, _paymentKey(receipt)));
        payments.release(receipt);
    }

    function testFuzz_reverts_whenReceiptDiffers(address payee, bytes32 key) public {
        Slip memory receipt = _reserved(1000);
        _issue(receipt);
        bytes32 expected = keccak256(abi.encode(receipt));
        (receipt.payee, receipt.key) = (payee, key);
        bytes32 given = keccak256(abi.encode(receipt));
        vm.assume(given != expected);
        skip(DURATION);

        vm.expectRevert(abi.encodeWithSelector(Payments.ReceiptDiffers.selector, given, expected));
        payments.release(receipt);
    }

    function testFuzz_reverts_whenNothingWithheld(uint8 why) public {
        why = uint8(bound(why, 0, 3));
        Slip memory receipt = why == 0 ? _receipt() : _reserved(1000);
        if (why == 1) receipt.payee = address(0);
        if (why == 2) shop.behave(Shop.Mode.Refusing);
        _issue(receipt);
        skip(DURATION);
        if (why == 3) payments.release(receipt);

        vm.expectRevert(abi.encodeWithSelector(Payments.NothingWithheld.selector, _paymentKey(receipt)));
        payments.release(receipt);
    }

    function testFuzz_reverts_whenWithheld(uint256 wait) public {
        Slip memory receipt = _reserved(1000);
        _issue(receipt);
        uint256 releasableAt = block.timestamp + DURATION;
        skip(bound(wait, 0, DURATION - 1));

        vm.expectRevert(abi.encodeWithSelector(Payments.WithheldUntil.selector, block.timestamp, releasableAt));
        payments.release(receipt);
    }

    /// forge-config: default.isolate = true
    function test_gas() public {
        Slip memory receipt = _reserved(1000);
        _issue(receipt);
        Slip memory other = _reserved(1000);
        other.transaction = keccak256("second");
        _issue(other);
        skip(DURATION);
        payments.release(receipt);
        vm.snapshotGasLastCall("payments", "release");
        shop.give(0, 0);
        Refund memory disputed = _refundOf(receipt, 50);
        _dispute(receipt, disputed);
        payments.release(other);
        vm.snapshotGasLastCall("payments", "release, half of it owed");
    }

    function _expectReleased(Slip memory receipt, uint128 withheld, uint128 covered) private {
        vm.expectEmit(address(payments));
        emit Payments.ReserveReleased(_paymentKey(receipt), receipt.key, id, withheld, covered);
    }
}

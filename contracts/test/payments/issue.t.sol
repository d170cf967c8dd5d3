// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Facts} from "src/Facts.sol";
import {Payments} from "src/Payments.sol";
import {Confirmations} from "src/types/Fact.sol";
import {Booking, Receipt as Slip} from "src/types/Receipt.sol";
import {Units} from "src/Units.sol";

import {PaymentsBase, Shop} from "./PaymentsBase.t.sol";

// issue
// ├── when the payment was issued on the quorum's word: it reverts
// ├── when the fact is not confirmed, or of another receipt: it reverts
// ├── when the payee could be starved: it reverts and the payment stays unused
// └── else
//     ├── given no payee: the payer gets the units
//     ├── given a payee that takes them: its account gets the units with the purpose
//     ├── given a payee that refuses, has no code, burns its gas, or answers too much: the payer gets the units
//     ├── given a processor account with a reserve: the rate is withheld from a payee, rounded down, and from a payer nothing
//     │   └── given a payee that burns the least gas it can be told with: the payer gets the units no less
//     ├── given a payee that calls back: it gains nothing
//     ├── the payment is used, for this quorum alone
//     └── it emits SeriesOpened the first time, and PaymentIssued
// multicall
// ├── when one of many reverts: none counts
// └── else: all count
contract PaymentsIssueTest is PaymentsBase {
    function testFuzz_givesToPayer(Slip memory receipt) public {
        (receipt.quorum, receipt.payee) = (quorum, address(0));
        vm.assume(receipt.payer != address(0) && receipt.payer != address(ledger));
        id = payments.idOf(quorum, receipt.currency, receipt.processor);

        vm.expectEmit(address(payments));
        emit Units.SeriesOpened(id, quorum, receipt.currency, receipt.processor);
        _expectIssued(receipt, false);
        _issue(receipt);

        assertEq(_heldBy(receipt.payer), receipt.amount);
        _assertBooked(receipt, false);
    }

    function testFuzz_deliversToPayee(Slip memory receipt) public {
        (receipt.quorum, receipt.payee) = (quorum, address(shop));
        receipt.gasLimit = uint32(bound(receipt.gasLimit, 0, 2_000_000));
        id = payments.idOf(quorum, receipt.currency, receipt.processor);

        _expectIssued(receipt, true);
        _issue(receipt);

        assertEq(_heldAt(address(shop), receipt.key), receipt.amount);
        assertEq(shop.payer(), address(payments));
        assertEq(shop.amount(), receipt.amount);
        assertEq(shop.data(), abi.encode(_paymentKey(receipt), receipt.payer, receipt.bookedAt));
        _assertBooked(receipt, false);
    }

    function test_givesToPayer_whenPayeeRefuses() public {
        _assertBounced(Shop.Mode.Refusing);
    }

    function test_givesToPayer_whenPayeeBurnsGas() public {
        _assertBounced(Shop.Mode.Burning);
    }

    function test_givesToPayer_whenPayeeRevertsWithTooMuch() public {
        _assertBounced(Shop.Mode.Bombing);
    }

    function test_givesToPayer_whenPayeeAnswersTooMuch() public {
        _assertBounced(Shop.Mode.Answering);
    }

    function test_givesToPayer_whenPayeeRegrets() public {
        _assertBounced(Shop.Mode.Regretting);
    }

    function testFuzz_givesToPayer_whenPayeeHasNoCode(address payee) public {
        vm.assume(payee.code.length == 0 && payee != address(0) && uint160(payee) > 0xff);
        Slip memory receipt = _receipt();
        receipt.payee = payee;

        _expectIssued(receipt, false);
        _issue(receipt);

        assertEq(_heldBy(alice.account), 1000);
        _assertBooked(receipt, true);
    }

    function testFuzz_withholdsReserve(uint16 rate, uint128 amount) public {
        Slip memory receipt = _reserved(rate = uint16(bound(rate, 1, 10_000)));
        receipt.amount = amount;
        uint128 withheld = uint128(uint256(amount) * rate / 10_000);

        _expectIssued(receipt, true, withheld);
        _issue(receipt);

        assertEq(shop.amount(), amount - withheld);
        assertEq(_heldAt(address(shop), KEY), amount - withheld);
        _assertBooked(receipt, false, uint40(block.timestamp + DURATION), withheld);
    }

    function testFuzz_withholdsNothingFromPayer(uint16 rate, uint8 mode, bool plain) public {
        Slip memory receipt = _reserved(uint16(bound(rate, 10, 10_000)));
        if (plain) receipt.payee = address(0);
        shop.behave(Shop.Mode(bound(mode, 1, 5)));

        _expectIssued(receipt, false);
        payments.issue{gas: 1_500_000}(receipt, OBSERVED, _confirmations(_paymentFact(receipt)));

        assertEq(_heldBy(alice.account), 1000);
        _assertBooked(receipt, !plain, plain ? 0 : uint40(block.timestamp + DURATION), 0);
    }

    /// @dev The most there is to do after a payee that burns all it can, when it gets no more than it must.
    function test_finishes_whenPayeeBurnsLeastGas() public {
        Slip memory receipt = _reserved(1000);
        shop.behave(Shop.Mode.Burning);
        bytes memory call = _issueCall(receipt);
        (uint256 given, uint256 needed) = _expectStarved(600_000, call);

        (bool done,) = address(payments).call{gas: 600_000 + needed - given}(call);

        assertTrue(done);
        assertEq(_heldBy(alice.account), 1000);
        _assertBooked(receipt, true, uint40(block.timestamp + DURATION), 0);
    }

    /// @dev Whatever gas is sent: either nothing happens, or a payee that needs what its receipt names takes the payment.
    function testFuzz_neverStarvesPayee(uint32 gasLimit, uint256 gasGiven) public {
        gasLimit = uint32(bound(gasLimit, 0, 800_000));
        gasGiven = bound(gasGiven, 100_000, 1_600_000);
        Slip memory receipt = _receipt();
        receipt.gasLimit = gasLimit;
        shop.labour((gasLimit > 200_000 ? gasLimit : 200_000) - 5000);
        bytes memory call = _issueCall(receipt);

        (bool done, bytes memory reason) = address(payments).call{gas: gasGiven}(call);

        if (done) {
            assertEq(_heldAt(address(shop), KEY), 1000);
        } else {
            assertTrue(reason.length == 0 || bytes4(reason) == Payments.GasNotAvailable.selector);
            assertEq(payments.bookingOf(quorum, _paymentKey(receipt)).receipt, 0);
        }
    }

    function test_reverts_whenGasNotAvailable() public {
        Slip memory receipt = _receipt();
        uint256 atPayee = 300_000;
        uint256 atLedger = 100_000 + atPayee + atPayee / 63 + 1;
        (, uint256 needed) = _expectStarved(600_000, _issueCall(receipt));

        assertEq(needed, 150_000 + atLedger + atLedger / 63 + 1);
        assertEq(payments.bookingOf(quorum, _paymentKey(receipt)).receipt, 0);
        _issue(receipt);
        assertEq(_heldAt(address(shop), KEY), 1000);
    }

    function testFuzz_PAYMENTS_2_reverts_whenAlreadyIssued(Slip memory again, uint8 mode) public {
        shop.behave(Shop.Mode(bound(mode, 0, 1)));
        Slip memory receipt = _receipt();
        _issue(receipt);
        (again.quorum, again.processor, again.transaction) = (quorum, receipt.processor, receipt.transaction);
        Confirmations memory given = _confirmations(_paymentFact(again));

        vm.expectRevert(abi.encodeWithSelector(Payments.AlreadyIssued.selector, _paymentKey(receipt)));
        payments.issue(again, OBSERVED, given);
    }

    /// @dev A stranger's quorum, whatever it attests, cannot use up the id of a payment.
    function test_anotherQuorumUsesNothing() public {
        Signer[] memory strangers = _signers("stranger", 3);
        Slip memory receipt = _receipt();
        receipt.quorum = facts.create(_accounts(strangers), 1, 0);
        payments.issue(receipt, OBSERVED, _confirm(strangers, 7, _digest(_paymentFact(receipt))));

        assertEq(_heldAt(address(shop), KEY), 0);
        _issue(_receipt());
        assertEq(_heldAt(address(shop), KEY), 1000);
    }

    function testFuzz_reverts_whenReceiptForged(Slip memory forged) public {
        Slip memory receipt = _receipt();
        forged.quorum = quorum;
        vm.assume(keccak256(abi.encode(forged)) != keccak256(abi.encode(receipt)));
        Confirmations memory given = _confirmations(_paymentFact(receipt));

        vm.expectPartialRevert(Facts.SignerDiffers.selector);
        payments.issue(forged, OBSERVED, given);
        vm.expectPartialRevert(Facts.SignerDiffers.selector);
        payments.issue(receipt, OBSERVED + 1, given);
    }

    function test_reverts_whenBelowQuorum() public {
        Slip memory receipt = _receipt();
        Confirmations memory given = _confirmations(3, _digest(_paymentFact(receipt)));

        vm.expectRevert(abi.encodeWithSelector(Facts.BelowQuorum.selector, 2, 2));
        payments.issue(receipt, OBSERVED, given);
    }

    function test_reentrantPayeeCannotIssueAgain() public {
        Slip memory receipt = _receipt();
        shop.arm(address(payments), _issueCall(receipt));
        _issue(receipt);

        assertEq(shop.strikes(), 1);
        assertFalse(shop.succeeded());
        assertEq(shop.result(), abi.encodeWithSelector(Payments.AlreadyIssued.selector, _paymentKey(receipt)));
        assertEq(ledger.totalSupply(id), 1000);
    }

    function test_reentrantPayeeCanIssueAnother() public {
        Slip memory receipt = _receipt();
        Slip memory other = _plain();
        (other.transaction, other.payer) = (keccak256("other"), bob.account);
        shop.arm(address(payments), _issueCall(other));
        _issue(receipt);

        assertTrue(shop.succeeded());
        assertEq(_heldBy(bob.account), 1000);
        assertEq(_heldAt(address(shop), KEY), 1000);
    }

    /// @dev The refund arrives while the payment is being delivered: it counts as delivered, and is undone with it.
    function test_reentrantRefundCounts() public {
        Slip memory receipt = _receipt();
        shop.arm(address(payments), _refundCall(receipt, _refundOf(receipt, 400)));
        _issue(receipt);

        assertTrue(shop.succeeded());
        assertEq(_heldAt(address(shop), KEY), 600);
        _assertBalanced(600);
    }

    function test_multicall_issuesMany() public {
        bytes[] memory calls = _three();
        payments.multicall(calls);

        assertEq(_heldBy(bob.account), 2000);
        assertEq(_heldAt(address(shop), KEY), 1000);
    }

    function test_multicall_reverts_whenOneReverts() public {
        bytes[] memory calls = _three();
        calls[2] = calls[0];

        vm.expectRevert(abi.encodeWithSelector(Payments.AlreadyIssued.selector, _paymentKey(_receipt())));
        payments.multicall(calls);
        assertEq(ledger.totalSupply(id), 0);
    }

    /// forge-config: default.isolate = true
    function test_gas() public {
        Slip memory receipt = _plain();
        _issue(receipt);
        vm.snapshotGasLastCall("payments", "issue to the payer, first of its series");
        receipt.transaction = keccak256("second");
        _issue(receipt);
        vm.snapshotGasLastCall("payments", "issue to the payer");
        receipt = _receipt();
        receipt.transaction = keccak256("third");
        shop.labour(1);
        _issue(receipt);
        receipt.transaction = keccak256("fourth");
        _issue(receipt);
        vm.snapshotGasLastCall("payments", "issue and pay, without what the payee does");
        bytes[] memory calls = new bytes[](10);
        for (uint256 i; i < 10; ++i) {
            receipt.transaction = bytes32(i);
            calls[i] = _issueCall(receipt);
        }
        payments.multicall(calls);
        vm.snapshotGasLastCall("payments", "issue and pay 10 in one call, without what the payee does");
        receipt = _reserved(1000);
        _issue(receipt);
        receipt.transaction = keccak256("second");
        _issue(receipt);
        vm.snapshotGasLastCall("payments", "issue and pay with a reserve, without what the payee does");
    }

    function _three() private returns (bytes[] memory calls) {
        calls = new bytes[](3);
        calls[0] = _issueCall(_receipt());
        Slip memory receipt = _plain();
        receipt.payer = bob.account;
        receipt.transaction = keccak256("second");
        calls[1] = _issueCall(receipt);
        receipt.transaction = keccak256("third");
        calls[2] = _issueCall(receipt);
    }

    function _assertBounced(Shop.Mode mode) private {
        shop.behave(mode);
        Slip memory receipt = _receipt();

        _expectIssued(receipt, false);
        payments.issue{gas: 1_500_000}(receipt, OBSERVED, _confirmations(_paymentFact(receipt)));

        assertEq(_heldBy(alice.account), 1000);
        assertEq(_heldAt(address(shop), KEY), 0);
        assertEq(ledger.totalSupply(id), 1000);
        _assertBooked(receipt, true);
    }

    function _assertBooked(Slip memory receipt, bool bounced) private view {
        _assertBooked(receipt, bounced, 0, 0);
    }

    function _assertBooked(Slip memory receipt, bool bounced, uint40 releasableAt, uint128 withheld) private view {
        Booking memory booking = payments.bookingOf(quorum, _paymentKey(receipt));
        bytes32 content = keccak256(abi.encode(receipt));
        assertEq(abi.encode(booking), abi.encode(Booking(content, 0, releasableAt, bounced, withheld)));
        _assertTotals(0, 0, withheld);
        _assertBalanced(receipt.amount);
    }

    function _expectIssued(Slip memory receipt, bool delivered) private {
        _expectIssued(receipt, delivered, 0);
    }

    function _expectIssued(Slip memory receipt, bool delivered, uint128 withheld) private {
        vm.expectEmit(address(payments));
        emit Payments.PaymentIssued(
            _paymentKey(receipt), quorum, receipt.key, receipt, id, OBSERVED, delivered, withheld, THREE
        );
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

import {NotTheLedger} from "src/Errors.sol";
import {Records} from "src/Records.sol";
import {Months} from "src/libraries/Months.sol";
import {Bucket} from "src/types/Books.sol";
import {Agreement} from "src/types/Terms.sol";

import {Token} from "../mocks/Token.sol";
import {SplitsBase} from "./SplitsBase.t.sol";

/// Branch tree:
/// onPayment
/// ├── when the caller is not the Ledger: it reverts NotTheLedger
/// ├── when nothing was concluded under the key: it reverts NoSuchAgreement
/// ├── when the agreement is completed or superseded: it reverts AgreementEnded
/// ├── when the units are not those of the terms: it reverts WrongAsset
/// ├── when the booking date lies more than 120 months ahead: it reverts MonthTooFar
/// ├── when the amount does not fit: it reverts Overflow
/// └── else: it is booked
///     ├── given no period: it reaches the clauses at once
///     ├── given a period: it counts in the month of its booking date, never in a closed one
///     ├── given a holder pays: it has no key, whatever the data, and counts in the open month but not in its entries
///     └── given refunds are owed: they are filled first
contract SplitsOnPaymentTest is SplitsBase {
    address private _payer = address(0xCAFE);

    function testFuzz_withoutPeriod_reachesTheClausesAtOnce(uint104 amount) public {
        bytes32 root = _conclude(_plain());
        vm.expectEmit(address(splits));
        emit Records.ReceiptBooked(root, keccak256(abi.encode("payment", 1)), _payer, 0, amount, 0);
        _pay(root, amount);

        assertEq(splits.versionOf(root).base, amount);
        assertEq(_heldBy(_accountOf(root)), amount);
    }

    function testFuzz_countsInTheMonthOfItsBookingDate(uint104 amount, uint40 bookedAt) public {
        bytes32 root = _conclude(_monthlyTerms());
        // 2023-12-01 at UTC+8 begins at 16:00 of November 30.
        uint40 december = 1_701_360_000;
        bookedAt = uint40(bound(bookedAt, december - 20 days, december + 31 days - 1));
        uint16 month = bookedAt < december ? NOVEMBER : NOVEMBER + 1;
        vm.expectEmit(address(splits));
        emit Records.ReceiptBooked(root, keccak256(abi.encode("payment", 1)), _payer, month, amount, 0);
        _pay(root, amount, bookedAt);

        Bucket memory bucket = splits.bucketOf(root, month);
        assertEq(bucket.net, int256(uint256(amount)));
        assertEq(bucket.sum, bucket.net);
        assertEq(bucket.entries, 1);
        assertEq(splits.standingOf(root).held, amount);
        assertEq(splits.versionOf(root).base, 0);
    }

    function test_countsInTheOpenMonthWhenItsOwnIsClosed() public {
        Agreement memory agreement = _monthlyTerms();
        bytes32 root = _conclude(agreement);
        _close(agreement, 0);
        _pay(root, 100, NOW);
        assertEq(splits.bucketOf(root, NOVEMBER).entries, 0);
        assertEq(splits.bucketOf(root, NOVEMBER + 1).entries, 1);
    }

    function testFuzz_ofAHolder_hasNoKey(uint104 amount, bytes calldata data) public {
        bytes32 root = _conclude(_monthlyTerms());
        cashier.issue(asset, alice.account, amount);
        vm.expectEmit(address(splits));
        emit Records.ReceiptBooked(root, 0, alice.account, NOVEMBER, amount, 0);
        vm.prank(alice.account);
        ledger.pay(address(splits), root, asset, amount, data);

        Bucket memory bucket = splits.bucketOf(root, NOVEMBER);
        assertEq(bucket.net, int256(uint256(amount)));
        assertEq(bucket.entries, 0);
        assertEq(bucket.sum, 0);
    }

    function testFuzz_ofTokens_hasNoKey(uint104 amount) public {
        Token token = new Token();
        Agreement memory agreement = _plain();
        agreement.money.asset = _idOf(address(token));
        bytes32 root = _conclude(agreement);
        token.mint(address(token), amount);
        vm.startPrank(address(token));
        token.approve(address(ledger), amount);
        ledger.deposit(address(token), address(token), amount, 0);
        // The token's own address is nobody's issuer.
        vm.expectEmit(address(splits));
        emit Records.ReceiptBooked(root, 0, address(token), 0, amount, 0);
        ledger.pay(address(splits), root, agreement.money.asset, amount, abi.encode(bytes32("key"), alice.account, 0));
    }

    function testFuzz_fillsWhatIsOwedFirst(uint96 refunded, uint96 amount, bool byMonth) public {
        bytes32 root = _conclude(byMonth ? _monthlyTerms() : _plain());
        _refund(root, refunded);
        uint128 returned = amount < refunded ? amount : refunded;
        vm.expectEmit(address(splits));
        emit Records.ReceiptBooked(
            root, keccak256(abi.encode("payment", 1)), _payer, byMonth ? NOVEMBER : 0, amount, returned
        );
        _pay(root, amount);

        assertEq(_receivable(root), returned);
        assertEq(splits.standingOf(root).owed, refunded - returned);
        assertEq(_heldBy(_accountOf(root)), amount - returned);
    }

    function test_reverts_whenNotTheLedger() public {
        bytes32 root = _conclude(_plain());
        vm.expectRevert(abi.encodeWithSelector(NotTheLedger.selector, address(this)));
        splits.onPayment(address(this), root, asset, 1, "");
    }

    function testFuzz_reverts_whenNothingWasConcluded(bytes32 root) public {
        vm.expectRevert(abi.encodeWithSelector(Records.NoSuchAgreement.selector, root));
        cashier.pay(asset, address(splits), root, 1, "", _payer, NOW);
    }

    function test_reverts_whenCompleted() public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        _terminate(agreement);
        vm.warp(NOW + 1);
        splits.complete(agreement);
        vm.expectRevert(abi.encodeWithSelector(Records.AgreementEnded.selector, root));
        cashier.pay(asset, address(splits), root, 1, "", _payer, NOW);
    }

    function testFuzz_reverts_whenOtherUnits(uint96 series) public {
        bytes32 root = _conclude(_plain());
        vm.assume(series != SERIES && series != 0 && series >> 95 == 0);
        uint256 other = _idOf(series, address(cashier));
        vm.expectRevert(abi.encodeWithSelector(Records.WrongAsset.selector, root, other));
        cashier.pay(other, address(splits), root, 1, "", _payer, NOW);
    }

    function test_reverts_whenAnotherIssuersUnits() public {
        bytes32 root = _conclude(_plain());
        vm.prank(bob.account);
        vm.expectRevert(abi.encodeWithSelector(Records.WrongAsset.selector, root, _idOf(SERIES, bob.account)));
        ledger.issueAndPay(SERIES, address(splits), root, 1, "");
    }

    function test_reverts_whenTheMonthIsTooFar() public {
        bytes32 root = _conclude(_monthlyTerms());
        // 2033-12-01, 121 months ahead; ten years and a month.
        uint40 far = 2_017_000_000;
        vm.expectRevert(abi.encodeWithSelector(Months.MonthTooFar.selector, NOVEMBER + 121, NOVEMBER + 120));
        cashier.pay(asset, address(splits), root, 1, "key", _payer, far);
    }

    function testFuzz_reverts_whenTheAmountDoesNotFit(uint128 amount) public {
        amount = uint128(bound(amount, uint256(type(uint104).max) + 1, type(uint128).max));
        bytes32 root = _conclude(_monthlyTerms());
        vm.expectRevert(abi.encodeWithSelector(SafeCastLib.Overflow.selector));
        cashier.pay(asset, address(splits), root, amount, "key", _payer, NOW);
    }
}
